#pragma once

#include "engine/tensor/tensor.h"

#include <optional>
#include <string_view>

/// More of autograd/ops.h: differentiable functions of several tensors, element by element with
/// broadcasting, in the dtype the operands meet in. A Python number comes as a tensor without
/// dimensions.
namespace engine {

/// minuend - x. `number`: the minuend is a Python number, which the recorded step is named after.
Tensor rsub(const Tensor& x, const Tensor& minuend, bool number);

/// Division rounded down, as Python's //. Its gradient is not implemented, as PyTorch's.
/// throws  RuntimeError "ZeroDivisionError" for integers
Tensor floor_divide(const Tensor& a, const Tensor& b);
/// `rounding_mode`: "floor", "trunc" or none
Tensor div(const Tensor& a, const Tensor& b, std::optional<std::string_view> rounding_mode);
/// The remainder with the divisor's sign, as Python's %. `number`: b is a Python number, which
/// the recorded step is named after; `of_number`: a is.
Tensor remainder(const Tensor& a, const Tensor& b, bool number = false, bool of_number = false);
/// The remainder with the dividend's sign.
Tensor fmod(const Tensor& a, const Tensor& b, bool number = false);

/// base ^ exponent. `of_number`: the base is a Python number.
Tensor pow(const Tensor& base, const Tensor& exponent, bool of_number = false);
/// x ^ exponent in x's own dtype, integers too.
/// throws  RuntimeError "Integers to negative integer powers are not allowed."
Tensor whole_pow(const Tensor& x, int64_t exponent);

/// The larger (smaller); the gradient of equals is shared. NaN wins.
Tensor maximum(const Tensor& a, const Tensor& b);
Tensor minimum(const Tensor& a, const Tensor& b);
/// NaN loses; the gradient of equals is a's.
Tensor fmax(const Tensor& a, const Tensor& b);
Tensor fmin(const Tensor& a, const Tensor& b);

Tensor atan2(const Tensor& a, const Tensor& b);
/// sqrt(a^2 + b^2)
Tensor hypot(const Tensor& a, const Tensor& b);
/// log(e^a + e^b)
Tensor logaddexp(const Tensor& a, const Tensor& b);
/// a log b, and 0 where a is 0
Tensor xlogy(const Tensor& a, const Tensor& b);

/// x held between bounds, either of which may be undefined. `numbers`: they are Python numbers,
/// which the recorded step is named after.
/// throws  RuntimeError "torch.clamp: At least one of 'min' or 'max' must not be None"
Tensor clamp(const Tensor& x, const Tensor& min, const Tensor& max, bool numbers);
Tensor clamp_min(const Tensor& x, const Tensor& min, bool number);
Tensor clamp_max(const Tensor& x, const Tensor& max, bool number);

/// condition ? a : b
/// throws  RuntimeError "where expected condition to be a boolean tensor, but got ..."
Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b);

/// a + weight (b - a). `number`: the weight is a Python number.
Tensor lerp(const Tensor& a, const Tensor& b, const Tensor& weight, bool number);
/// x + value a b
Tensor addcmul(const Tensor& x, const Tensor& a, const Tensor& b, double value = 1);
/// x + value a / b
Tensor addcdiv(const Tensor& x, const Tensor& a, const Tensor& b, double value = 1);

// Bools, no gradient.
Tensor logical_and(const Tensor& a, const Tensor& b);
Tensor logical_or(const Tensor& a, const Tensor& b);
Tensor logical_xor(const Tensor& a, const Tensor& b);
/// |a - b| <= atol + rtol |b|
Tensor isclose(const Tensor& a, const Tensor& b, double rtol = 1e-5, double atol = 1e-8,
               bool equal_nan = false);
bool allclose(const Tensor& a, const Tensor& b, double rtol = 1e-5, double atol = 1e-8,
              bool equal_nan = false);
/// Same sizes and elements.
bool equal(const Tensor& a, const Tensor& b);

// Of bits: integers and bools.
/// throws  RuntimeError "\"bitwise_and_cpu\" not implemented for 'Float'"
Tensor bitwise_and(const Tensor& a, const Tensor& b);
Tensor bitwise_or(const Tensor& a, const Tensor& b);
Tensor bitwise_xor(const Tensor& a, const Tensor& b);
Tensor left_shift(const Tensor& a, const Tensor& b);
Tensor right_shift(const Tensor& a, const Tensor& b);

}  // namespace engine
