#pragma once

#include "engine/tensor/tensor.h"

namespace engine::nn {

/// torch.nn.Parameter(torch.empty(sizes)): a float leaf that requires grad, its elements not set.
Tensor new_parameter(const Shape& sizes);
Tensor new_parameter(const Shape& sizes, DType dtype);

/// torch.nn.Parameter(torch.full(sizes, value))
Tensor new_parameter(const Shape& sizes, double value);

}  // namespace engine::nn
