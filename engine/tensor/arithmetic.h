#pragma once

#include "engine/kernels/strided.h"
#include "engine/tensor/tensor.h"
#include "engine/tensor/tensor_defaults.h"

/// Broadcasting arithmetic without history, for the ops and the writes in place.
namespace engine {

/// The dtype of a op b: a scalar ([]) does not widen a tensor of its own category.
DType result_type(const Tensor& a, const Tensor& b);
/// And with a Python number: a float makes an integer tensor one of the default dtype.
DType result_type(const Tensor& a, double b);

namespace raw {

/// a op b in a fresh tensor. Both are converted to result_type; Div of integers is of the
/// default dtype.
/// throws  RuntimeError for the difference of two bool tensors
Tensor binary(kernels::BinaryOp op, const Tensor& a, const Tensor& b);

/// y = y op b, where b stretches to y's sizes and is converted to y's dtype. Checks nothing of
/// autograd and raises no version.
/// throws  RuntimeError "output with shape [3] doesn't match the broadcast shape [2, 3]",
///         "result type Float can't be cast to the desired output type Long"
void binary_into(kernels::BinaryOp op, const Tensor& y, const Tensor& b);

/// x, or in the default dtype what is not floating: what exp and its like take.
inline Tensor floating(const Tensor& x) {
    return is_floating(x.dtype()) ? x : x.to(default_dtype());
}

/// a op b as bools.
Tensor compare(kernels::CompareOp op, const Tensor& a, const Tensor& b);

/// x's elements summed over what `sizes` does not have or has as 1: the gradient of broadcasting.
/// Itself if the sizes are these already.
Tensor sum_to(const Tensor& x, const Shape& sizes);

}  // namespace raw

}  // namespace engine
