#include "engine/nn/creation.h"

namespace engine::nn {

namespace {

// A scope's, as grad mode: nothing of a session stays in it.
thread_local Creation current;

}  // namespace

const Creation& creation() {
    return current;
}

CreationScope::CreationScope(Creation next) : before_(current) {
    current = next;
}

CreationScope::~CreationScope() {
    current = before_;
}

}  // namespace engine::nn
