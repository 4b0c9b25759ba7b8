#pragma once

#include "engine/tensor/tensor.h"

#include <optional>

/// More of autograd/ops.h: differentiable functions of each element, named and behaving as
/// PyTorch's. With `inplace`, x is written over and returned, recorded as PyTorch's twin whose name
/// ends in _. Integers become float32 where the result is no whole number.
namespace engine {

// Signs and magnitudes.
Tensor neg(const Tensor& x, bool inplace);
Tensor abs(const Tensor& x, bool inplace);
Tensor sign(const Tensor& x, bool inplace = false);
Tensor sgn(const Tensor& x, bool inplace = false);
Tensor square(const Tensor& x, bool inplace = false);
Tensor reciprocal(const Tensor& x, bool inplace = false);

// Exponentials and roots.
Tensor exp(const Tensor& x, bool inplace);
Tensor exp2(const Tensor& x, bool inplace = false);
Tensor expm1(const Tensor& x, bool inplace = false);
Tensor log(const Tensor& x, bool inplace);
Tensor log2(const Tensor& x, bool inplace = false);
Tensor log10(const Tensor& x, bool inplace = false);
Tensor log1p(const Tensor& x, bool inplace = false);
Tensor sqrt(const Tensor& x, bool inplace);
Tensor rsqrt(const Tensor& x, bool inplace = false);
Tensor tanh(const Tensor& x, bool inplace);
Tensor sigmoid(const Tensor& x, bool inplace);
/// log(x / (1 - x)); with eps, x is held to [eps, 1 - eps] first.
Tensor logit(const Tensor& x, std::optional<double> eps = {}, bool inplace = false);

// Trigonometry.
Tensor sin(const Tensor& x, bool inplace = false);
Tensor cos(const Tensor& x, bool inplace = false);
Tensor tan(const Tensor& x, bool inplace = false);
Tensor asin(const Tensor& x, bool inplace = false);
Tensor acos(const Tensor& x, bool inplace = false);
Tensor atan(const Tensor& x, bool inplace = false);
Tensor sinh(const Tensor& x, bool inplace = false);
Tensor cosh(const Tensor& x, bool inplace = false);
Tensor asinh(const Tensor& x, bool inplace = false);
Tensor acosh(const Tensor& x, bool inplace = false);
Tensor atanh(const Tensor& x, bool inplace = false);
Tensor deg2rad(const Tensor& x, bool inplace = false);
Tensor rad2deg(const Tensor& x, bool inplace = false);

// The normal distribution's.
Tensor erf(const Tensor& x, bool inplace = false);
Tensor erfc(const Tensor& x, bool inplace = false);
Tensor erfinv(const Tensor& x, bool inplace = false);

// Rounding; the gradient is zero but for frac.
Tensor floor(const Tensor& x, bool inplace = false);
Tensor ceil(const Tensor& x, bool inplace = false);
Tensor trunc(const Tensor& x, bool inplace = false);
/// Halves go to the even neighbour.
Tensor round(const Tensor& x, bool inplace = false);
Tensor round_decimals(const Tensor& x, int64_t decimals, bool inplace = false);
Tensor frac(const Tensor& x, bool inplace = false);

/// NaN, inf and -inf replaced; empty stands for 0, the largest and the smallest number.
Tensor nan_to_num(const Tensor& x, double nan = 0, std::optional<double> posinf = {},
                  std::optional<double> neginf = {}, bool inplace = false);

// Bools of each element, without gradient.
Tensor isnan(const Tensor& x);
Tensor isinf(const Tensor& x);
Tensor isposinf(const Tensor& x);
Tensor isneginf(const Tensor& x);
Tensor isfinite(const Tensor& x);
Tensor signbit(const Tensor& x);
Tensor logical_not(const Tensor& x);
/// ~x of integers and bools.
Tensor bitwise_not(const Tensor& x);

}  // namespace engine
