#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/tensor/tensor.h"

namespace engine {

/// What stands around the elements: a number, their mirror image (without the edge itself), the
/// edge repeated, or the other end.
enum class PadMode { Constant, Reflect, Replicate, Circular };

/// throws  NotImplementedError "Unrecognised padding mode foo"
PadMode pad_mode(std::string_view name);

/// F.pad: `padding` is left and right of the last dimension, then of the one before, and so on.
/// Negative numbers cut off. Constant pads any dimensions; the others the last one of 2-D and 3-D,
/// two of 3-D and 4-D, three of 4-D and 5-D tensors; `value` is only Constant's.
/// throws  RuntimeError "Padding length must be divisible by 2", "Padding length too large",
///         "Argument #4: Padding size should be less than the corresponding input dimension, ...",
///         NotImplementedError "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported
///         for now"
Tensor pad(const Tensor& x, std::span<const int64_t> padding, PadMode mode = PadMode::Constant,
           double value = 0);

}  // namespace engine
