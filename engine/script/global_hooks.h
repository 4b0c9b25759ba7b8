#pragma once

#include "engine/script/object.h"

#include <span>

namespace engine::script {

/// torch.nn.modules.module's register_module_forward_hook() and its like: hooks of every module.
/// Where no program of its own runs they are refused by name: a session's passes could not follow.
std::span<const Builtin> global_hook_functions();

}  // namespace engine::script
