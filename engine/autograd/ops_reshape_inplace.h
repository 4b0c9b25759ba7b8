#pragma once

#include "engine/tensor/tensor.h"

/// x.squeeze_() and the like: the same object reads its elements in another shape from then on.
/// throws  what check_inplace() throws, IndexError
namespace engine {

const Tensor& squeeze_(const Tensor& x);
const Tensor& squeeze_(const Tensor& x, int64_t dim);
const Tensor& unsqueeze_(const Tensor& x, int64_t dim);
const Tensor& transpose_(const Tensor& x, int64_t dim0, int64_t dim1);
/// throws  RuntimeError "t_() expects a tensor with <= 2 dimensions, but self is 3D"
const Tensor& t_(const Tensor& x);

/// x.view(dtype): the same bytes read as another dtype, without gradient.
/// throws  RuntimeError "self.size(-1) must be divisible by 2 to view Float as Double (different
///         element sizes), but got 3"
Tensor view_as_dtype(const Tensor& x, DType dtype);

}  // namespace engine
