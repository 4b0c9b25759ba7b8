#pragma once

#include "engine/script/object.h"

#include <span>

namespace engine::script {

// Tables of tensor_hook.cpp.
std::span<const Builtin> hook_handle_methods();
std::span<const Builtin> grad_fn_methods();

}  // namespace engine::script
