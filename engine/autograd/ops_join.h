#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/tensor/tensor.h"

/// Functions that put tensors together, made of cat() and stack(); errors are PyTorch's.
namespace engine {

/// Vectors behind each other; others along dimension 1.
Tensor hstack(std::span<const Tensor> tensors);
/// As rows, along dimension 0.
Tensor vstack(std::span<const Tensor> tensors);
/// Along dimension 2; less than three dimensions get more.
Tensor dstack(std::span<const Tensor> tensors);
/// Vectors as columns, matrices beside each other.
Tensor column_stack(std::span<const Tensor> tensors);
/// Every vector stretched over the grid of all; `indexing` is "ij" or "xy".
std::vector<Tensor> meshgrid(std::span<const Tensor> tensors, std::string_view indexing = "ij");
/// All combinations of one element of each vector, a row each.
Tensor cartesian_prod(std::span<const Tensor> tensors);

}  // namespace engine
