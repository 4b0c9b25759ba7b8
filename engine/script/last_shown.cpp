#include "engine/script/last_shown.h"

#include <utility>

namespace engine::script {

namespace {

thread_local LastShown* innermost = nullptr;

}  // namespace

LastShownScope::LastShownScope(LastShown& last) : before_(std::exchange(innermost, &last)) {}

LastShownScope::~LastShownScope() {
    innermost = before_;
}

LastShown* last_shown() {
    return innermost;
}

}  // namespace engine::script
