#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

/// The largest of each of output_size windows whose places random numbers choose (Graham 2014): x
/// (N, C, *) or (C, *) of `dims` (2 or 3) dimensions, samples (N, C, dims) between 0 and 1.
/// `indices`, if asked for, gets int64 places within each plane.
/// throws  RuntimeError "fractional_max_pool2d(): pool height 2 too large relative to input height
///         4"
Tensor fractional_max_pool(int dims, const Tensor& x, const Shape& kernel, const Shape& output_size,
                           const Tensor& samples, Tensor* indices = nullptr);

}  // namespace engine
