#pragma once

#include "engine/nn/module.h"

namespace engine::script {

/// Whether `target` is `value` or somewhere in it: a child, or in an attribute, list, tuple or
/// dict.
bool reaches(const nn::Value& value, const nn::Module& target);

/// Refuses to put `value` into `target` when that would make a ring. Python's garbage collector
/// copes with rings; and every walk of such a model fails in PyTorch.
/// throws  RuntimeError "a module inside itself is outside the PyTorch subset that Modescope runs"
void refuse_ring(const nn::Value& value, const nn::Module& target);

}  // namespace engine::script
