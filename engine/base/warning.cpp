#include "engine/base/warning.h"

#include <utility>

namespace engine {

namespace {

// Who listens on this thread: no state of a session, as it is put back by whoever set it.
thread_local WarningListener* g_listener = nullptr;

}  // namespace

WarningScope::WarningScope(WarningListener* listener)
    : before_(std::exchange(g_listener, listener)) {}

WarningScope::~WarningScope() {
    g_listener = before_;
}

void warn(const std::string& text, std::string_view category) {
    if (g_listener != nullptr) g_listener->warned(text, category);
}

}  // namespace engine
