#pragma once

#include <optional>
#include <span>

#include "engine/tensor/tensor.h"

/// Other tensors on the same elements, without history: what the differentiable functions of the
/// same names in autograd/ops.h are made of. Errors are PyTorch's.
namespace engine::views {

/// Any sizes, strides and offset within the storage.
Tensor as_strided(const Tensor& x, const Shape& sizes, const Shape& strides, int64_t offset);

/// x[..., index, ...]: one dimension less.
/// throws  IndexError "index 5 is out of bounds for dimension 0 with size 3"
Tensor select(const Tensor& x, int64_t dim, int64_t index);

/// x[..., start:end:step, ...]: bounds are clamped as Python clamps them.
/// throws  ValueError "slice step must be positive"
Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t end, int64_t step = 1);

/// `sizes` with its one -1 filled in.
/// throws  RuntimeError "shape '[4, 2]' is invalid for input of size 6", ...
Shape infer_sizes(std::span<const int64_t> sizes, int64_t numel);

/// The strides with which x's elements read as `sizes`, if no copy is needed.
std::optional<Shape> view_strides(const Tensor& x, const Shape& sizes);

/// throws  RuntimeError "view size is not compatible with input tensor's size and stride ..."
Tensor view(const Tensor& x, std::span<const int64_t> sizes);

Tensor transpose(const Tensor& x, int64_t dim0, int64_t dim1);
/// throws  RuntimeError if dims is no permutation
Tensor permute(const Tensor& x, std::span<const int64_t> dims);
/// -1 keeps a size.
/// throws  RuntimeError "The expanded size of the tensor (4) must match the existing size (3) ..."
Tensor expand(const Tensor& x, std::span<const int64_t> sizes);
Tensor unsqueeze(const Tensor& x, int64_t dim);
/// All dimensions of size 1, or the one named if its size is 1.
Tensor squeeze(const Tensor& x);
Tensor squeeze(const Tensor& x, int64_t dim);

}  // namespace engine::views
