#pragma once

#include "engine/tensor/tensor.h"

/// What modules are made of. Dtype and device are those of creation() unless given.
namespace engine::nn {

/// torch.nn.Parameter(torch.empty(sizes)): a leaf that requires grad, its elements not set.
/// throws  RuntimeError "Only Tensors of floating point and complex dtype can require gradients"
Tensor new_parameter(const Shape& sizes);
Tensor new_parameter(const Shape& sizes, DType dtype);

/// torch.nn.Parameter(torch.full(sizes, value))
Tensor new_parameter(const Shape& sizes, double value);

/// torch.full(sizes, value), to be registered as a buffer.
Tensor new_buffer(const Shape& sizes, double value);
/// The same of one dtype, whatever was asked for: num_batches_tracked.
Tensor new_buffer(const Shape& sizes, double value, DType dtype);

/// torch.nn.Parameter(data, requires_grad): a new object on the same elements.
Tensor as_parameter(const Tensor& data, bool requires_grad = true);

}  // namespace engine::nn
