#include "engine/tensor/tensor_defaults.h"

namespace engine {

namespace {

constexpr TensorDefaults kOfPyTorch;
// A scope's, as grad mode: nothing of a session stays in it.
constinit thread_local const TensorDefaults* current = &kOfPyTorch;

}  // namespace

const TensorDefaults& tensor_defaults() {
    return *current;
}

TensorDefaultsScope::TensorDefaultsScope(const TensorDefaults& defaults) : before_(current) {
    current = &defaults;
}

TensorDefaultsScope::~TensorDefaultsScope() {
    current = before_;
}

}  // namespace engine
