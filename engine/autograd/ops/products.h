#pragma once

#include "engine/tensor/tensor.h"

/// Products without history, for the ops.
namespace engine::raw {

/// a b, or y += a b: 2-D, any strides; one dtype.
Tensor product(const Tensor& a, const Tensor& b);
void product_into(const Tensor& y, const Tensor& a, const Tensor& b, bool accumulate);

/// Both dtypes equal, or RuntimeError "expected m1 and m2 to have the same dtype, but got: float !=
/// double".
void check_same_dtype(const Tensor& a, const Tensor& b);

}  // namespace engine::raw
