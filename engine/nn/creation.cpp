#include "engine/nn/creation.h"

#include "engine/tensor/tensor_defaults.h"

namespace engine::nn {

namespace {

// A scope's, as grad mode: nothing of a session stays in it.
thread_local std::optional<Creation> current;

}  // namespace

Creation creation() {
    return current.value_or(Creation{.dtype = default_dtype()});
}

CreationScope::CreationScope(Creation next) : before_(current) {
    current = next;
}

CreationScope::~CreationScope() {
    current = before_;
}

}  // namespace engine::nn
