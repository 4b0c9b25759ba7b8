#pragma once

#include "engine/script/native.h"

#include <string_view>

/// What a lazy module's parameters say where they are used before their sizes are known.
namespace engine::script {

/// `what` is "<method 'add' of 'torch._C._TensorBase' objects>".
/// throws  ValueError "Attempted to use an uninitialized parameter in ..."
[[noreturn]] void refuse_uninitialized(const Tensor& tensor, std::string_view what);

/// Of a call's arguments, for a name that stands at `place`.
void check_initialized(Place place, std::string_view name, const Call& call);

}  // namespace engine::script
