#pragma once

#include "engine/nn/module.h"

namespace engine::script {

/// Whether `target` is `value` or somewhere in it: a child, or in an attribute, list, tuple or
/// dict.
bool reaches(const nn::Value& value, const nn::Module& target);

}  // namespace engine::script
