#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// copy.deepcopy: everything below is copied; what is one object in the original is one object in
/// the copy (tied weights, a module under two names, a list held twice). Tensors keep
/// requires_grad, being a parameter and their .grad, and share memory until somebody writes.
/// throws  RuntimeError for a tensor that operations made: "Only Tensors created explicitly by the
///         user (graph leaves) support the deepcopy protocol at the moment"
ModulePtr deepcopy(const ModulePtr& module);

/// The same of any value. An object of the script's heap stays the same object.
Value deepcopy(const Value& value);

}  // namespace engine::nn
