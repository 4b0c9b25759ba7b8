// torch's functions of two and three tensors, element by element, with their twins in place.
#include "engine/autograd/indexing.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/write_over.h"
#include "engine/base/error.h"
#include "engine/script/names/operands.h"
#include "engine/script/native_tables.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/overlap.h"
#include "engine/tensor/tensor_defaults.h"

namespace engine::script {

namespace {

using nn::Value;

/// What the call says, with `self` in the place of its first argument: x.op_(...) is op of what x
/// was.
using Body = Tensor (*)(const Call& call, const Tensor& self);

template <Body body>
Value fresh(Call& call) {
    return body(call, wanted_operand(call, 0, 1));
}

template <Body body>
Value over(Call& call) {
    const Tensor& x = call.tensor(0);
    return write_over(x, [&](const Tensor& before) {
        for (size_t i = 1; i < call.size(); ++i) {
            if (call[i].is_tensor()) check_written(x, call[i].tensor());
        }
        return body(call, before);
    });
}

template <Tensor (*op)(const Tensor&, const Tensor&)>
Tensor pair(const Call& call, const Tensor& self) {
    return op(self, wanted_operand(call, 1, 0));
}

/// `other` times alpha, which add and sub take.
Tensor scaled(const Call& call, const Tensor& self) {
    const Tensor other = wanted_operand(call, 1, 0);
    const Value& alpha = call[2];
    call.number(2);
    if (alpha.number() == 1 && !std::holds_alternative<bool>(alpha.data())) return other;
    const DType dtype = result_type(self, other);
    if (std::holds_alternative<double>(alpha.data()) && !is_floating(dtype)) {
        raise(ErrorKind::RuntimeError,
              "For integral input tensors, argument alpha must not be a floating point number.");
    }
    if (std::holds_alternative<bool>(alpha.data()) && dtype != DType::Bool) {
        raise(ErrorKind::RuntimeError, "Boolean alpha only supported for Boolean results.");
    }
    return mul(other, number_beside(other.dtype(), alpha));
}

Tensor add_body(const Call& call, const Tensor& self) {
    if (call[2].is_number() && call[1].is_tensor() && is_floating(self.dtype()) &&
        !std::holds_alternative<bool>(call[2].data())) {
        return add(self, call[1].tensor(), call[2].number());
    }
    return add(self, scaled(call, self));
}
Tensor sub_body(const Call& call, const Tensor& self) {
    return sub(self, scaled(call, self));
}
Tensor rsub_body(const Call& call, const Tensor& self) {
    return rsub(self, wanted_operand(call, 1, 0), is_python_number(call, 1));
}
Tensor div_body(const Call& call, const Tensor& self) {
    const Tensor other = wanted_operand(call, 1, 0);
    if (call.is_none(2)) return div(self, other);
    return div(self, other, call.text(2));
}
Tensor remainder_body(const Call& call, const Tensor& self) {
    return remainder(self, wanted_operand(call, 1, 0), is_python_number(call, 1),
                     is_python_number(call, 0));
}
Tensor fmod_body(const Call& call, const Tensor& self) {
    return fmod(self, wanted_operand(call, 1, 0), is_python_number(call, 1));
}

Tensor pow_body(const Call& call, const Tensor& self) {
    const Value& exponent = call[1];
    if (std::holds_alternative<double>(exponent.data())) {
        return pow(raw::floating(self), exponent.number());
    }
    if (exponent.is_number()) return whole_pow(self, exponent.integer());
    return pow(self, wanted_operand(call, 1, 0), is_python_number(call, 0));
}

Value float_power_(Call& call) {
    const Tensor base = to(wanted_operand(call, 0, 1), DType::Float64);
    if (call[1].is_number()) return pow(base, call.number(1));
    return pow(base, to(wanted_operand(call, 1, 0), DType::Float64), is_python_number(call, 0));
}

Tensor clamp_body(const Call& call, const Tensor& self) {
    const bool numbers = !call[1].is_tensor() && !call[2].is_tensor();
    return clamp(self, operand(call, 1, 0), operand(call, 2, 0), numbers);
}
Tensor clamp_min_body(const Call& call, const Tensor& self) {
    return clamp_min(self, wanted_operand(call, 1, 0), is_python_number(call, 1));
}
Tensor clamp_max_body(const Call& call, const Tensor& self) {
    return clamp_max(self, wanted_operand(call, 1, 0), is_python_number(call, 1));
}

Tensor lerp_body(const Call& call, const Tensor& self) {
    return lerp(self, call.tensor(1), wanted_operand(call, 2, 0), is_python_number(call, 2));
}
Tensor addcmul_body(const Call& call, const Tensor& self) {
    return addcmul(self, call.tensor(1), call.tensor(2), call.number(3));
}
Tensor addcdiv_body(const Call& call, const Tensor& self) {
    return addcdiv(self, call.tensor(1), call.tensor(2), call.number(3));
}

// where(condition) lists the places that hold; where(condition, a, b) chooses.
Value where_(Call& call) {
    const Tensor& condition = call.tensor(0);
    if (call.is_none(1) && call.is_none(2)) {
        const Tensor places = nonzero(condition);
        std::vector<Value> columns;
        for (int64_t i = 0; i < places.size(1); ++i) columns.emplace_back(select(places, 1, i));
        return Value::tuple(std::move(columns));
    }
    if (call[1].is_number() && call[2].is_number()) {
        const Tensor a = number_tensor(call[1]);
        const Tensor b = number_tensor(call[2]);
        const DType met = promote_types(a.dtype(), b.dtype());
        const DType dtype = is_floating(met) ? default_dtype() : met;
        return where(condition, a.to(dtype), b.to(dtype));
    }
    return where(condition, wanted_operand(call, 1, 2), wanted_operand(call, 2, 1));
}

Value where_method(Call& call) {
    return where(call.tensor(1), call.tensor(0), wanted_operand(call, 2, 0));
}

Value isclose_(Call& call) {
    return isclose(call.tensor(0), call.tensor(1), call.number(2), call.number(3), call.flag(4));
}
Value allclose_(Call& call) {
    return allclose(call.tensor(0), call.tensor(1), call.number(2), call.number(3), call.flag(4));
}
Value equal_(Call& call) {
    return equal(call.tensor(0), call.tensor(1));
}

Value fill_row(Call& call) {
    if (call[1].is_tensor()) {
        fill_(call.tensor(0), call.tensor(1));
    } else {
        fill_(call.tensor(0), call.number(1));
    }
    return call[0];
}
Value zero_row(Call& call) {
    zero_(call.tensor(0));
    return call[0];
}
Value copy_row(Call& call) {
    copy_(call.tensor(0), call.tensor(1));
    return call[0];
}

constexpr unsigned kBoth = kTorch | kMethod;

constexpr Native kRows[] = {
    {kBoth, "add(input, other, *, alpha=1)", fresh<add_body>},
    {kMethod, "add_(input, other, *, alpha=1)", over<add_body>},
    {kBoth, "sub(input, other, *, alpha=1)", fresh<sub_body>},
    {kMethod, "sub_(input, other, *, alpha=1)", over<sub_body>},
    {kBoth, "subtract(input, other, *, alpha=1)", fresh<sub_body>},
    {kMethod, "subtract_(input, other, *, alpha=1)", over<sub_body>},
    {kTorch, "rsub(input, other)", fresh<rsub_body>},
    {kBoth, "mul(input, other)", fresh<pair<mul>>},
    {kMethod, "mul_(input, other)", over<pair<mul>>},
    {kBoth, "multiply(input, other)", fresh<pair<mul>>},
    {kMethod, "multiply_(input, other)", over<pair<mul>>},
    {kBoth, "div(input, other, *, rounding_mode=None)", fresh<div_body>},
    {kMethod, "div_(input, other, *, rounding_mode=None)", over<div_body>},
    {kBoth, "divide(input, other, *, rounding_mode=None)", fresh<div_body>},
    {kMethod, "divide_(input, other, *, rounding_mode=None)", over<div_body>},
    {kBoth, "true_divide(input, other)", fresh<pair<div>>},
    {kMethod, "true_divide_(input, other)", over<pair<div>>},
    {kBoth, "floor_divide(input, other)", fresh<pair<floor_divide>>},
    {kMethod, "floor_divide_(input, other)", over<pair<floor_divide>>},
    {kBoth, "remainder(input, other)", fresh<remainder_body>},
    {kMethod, "remainder_(input, other)", over<remainder_body>},
    {kBoth, "fmod(input, other)", fresh<fmod_body>},
    {kMethod, "fmod_(input, other)", over<fmod_body>},
    {kBoth, "pow(input, exponent)", fresh<pow_body>},
    {kMethod, "pow_(input, exponent)", over<pow_body>},
    {kBoth, "maximum(input, other)", fresh<pair<maximum>>},
    {kBoth, "minimum(input, other)", fresh<pair<minimum>>},
    {kBoth, "fmax(input, other)", fresh<pair<fmax>>},
    {kBoth, "fmin(input, other)", fresh<pair<fmin>>},
    {kBoth, "atan2(input, other)", fresh<pair<atan2>>},
    {kMethod, "atan2_(input, other)", over<pair<atan2>>},
    {kBoth, "arctan2(input, other)", fresh<pair<atan2>>},
    {kMethod, "arctan2_(input, other)", over<pair<atan2>>},
    {kBoth, "hypot(input, other)", fresh<pair<hypot>>},
    {kMethod, "hypot_(input, other)", over<pair<hypot>>},
    {kBoth, "logaddexp(input, other)", fresh<pair<logaddexp>>},
    {kBoth, "xlogy(input, other)", fresh<pair<xlogy>>},
    {kMethod, "xlogy_(input, other)", over<pair<xlogy>>},
    {kBoth, "eq(input, other)", fresh<pair<eq>>},
    {kMethod, "eq_(input, other)", over<pair<eq>>},
    {kBoth, "ne(input, other)", fresh<pair<ne>>},
    {kMethod, "ne_(input, other)", over<pair<ne>>},
    {kBoth, "lt(input, other)", fresh<pair<lt>>},
    {kMethod, "lt_(input, other)", over<pair<lt>>},
    {kBoth, "le(input, other)", fresh<pair<le>>},
    {kMethod, "le_(input, other)", over<pair<le>>},
    {kBoth, "gt(input, other)", fresh<pair<gt>>},
    {kMethod, "gt_(input, other)", over<pair<gt>>},
    {kBoth, "ge(input, other)", fresh<pair<ge>>},
    {kMethod, "ge_(input, other)", over<pair<ge>>},
    {kBoth, "not_equal(input, other)", fresh<pair<ne>>},
    {kMethod, "not_equal_(input, other)", over<pair<ne>>},
    {kBoth, "less(input, other)", fresh<pair<lt>>},
    {kMethod, "less_(input, other)", over<pair<lt>>},
    {kBoth, "less_equal(input, other)", fresh<pair<le>>},
    {kMethod, "less_equal_(input, other)", over<pair<le>>},
    {kBoth, "greater(input, other)", fresh<pair<gt>>},
    {kMethod, "greater_(input, other)", over<pair<gt>>},
    {kBoth, "greater_equal(input, other)", fresh<pair<ge>>},
    {kMethod, "greater_equal_(input, other)", over<pair<ge>>},
    {kBoth, "logical_and(input, other)", fresh<pair<logical_and>>},
    {kMethod, "logical_and_(input, other)", over<pair<logical_and>>},
    {kBoth, "logical_or(input, other)", fresh<pair<logical_or>>},
    {kMethod, "logical_or_(input, other)", over<pair<logical_or>>},
    {kBoth, "logical_xor(input, other)", fresh<pair<logical_xor>>},
    {kMethod, "logical_xor_(input, other)", over<pair<logical_xor>>},
    {kBoth, "bitwise_and(input, other)", fresh<pair<bitwise_and>>},
    {kMethod, "bitwise_and_(input, other)", over<pair<bitwise_and>>},
    {kBoth, "bitwise_or(input, other)", fresh<pair<bitwise_or>>},
    {kMethod, "bitwise_or_(input, other)", over<pair<bitwise_or>>},
    {kBoth, "bitwise_xor(input, other)", fresh<pair<bitwise_xor>>},
    {kMethod, "bitwise_xor_(input, other)", over<pair<bitwise_xor>>},
    {kBoth, "bitwise_left_shift(input, other)", fresh<pair<left_shift>>},
    {kMethod, "bitwise_left_shift_(input, other)", over<pair<left_shift>>},
    {kBoth, "bitwise_right_shift(input, other)", fresh<pair<right_shift>>},
    {kMethod, "bitwise_right_shift_(input, other)", over<pair<right_shift>>},
    {kBoth, "clamp(input, min=None, max=None)", fresh<clamp_body>},
    {kMethod, "clamp_(input, min=None, max=None)", over<clamp_body>},
    {kBoth, "clip(input, min=None, max=None)", fresh<clamp_body>},
    {kMethod, "clip_(input, min=None, max=None)", over<clamp_body>},
    {kBoth, "clamp_min(input, min)", fresh<clamp_min_body>},
    {kMethod, "clamp_min_(input, min)", over<clamp_min_body>},
    {kBoth, "clamp_max(input, max)", fresh<clamp_max_body>},
    {kMethod, "clamp_max_(input, max)", over<clamp_max_body>},
    {kBoth, "lerp(input, end, weight)", fresh<lerp_body>},
    {kMethod, "lerp_(input, end, weight)", over<lerp_body>},
    {kBoth, "addcmul(input, tensor1, tensor2, *, value=1)", fresh<addcmul_body>},
    {kMethod, "addcmul_(input, tensor1, tensor2, *, value=1)", over<addcmul_body>},
    {kBoth, "addcdiv(input, tensor1, tensor2, *, value=1)", fresh<addcdiv_body>},
    {kMethod, "addcdiv_(input, tensor1, tensor2, *, value=1)", over<addcdiv_body>},
    {kBoth, "float_power(input, exponent)", float_power_},
    {kTorch, "where(condition, input=None, other=None)", where_},
    {kMethod, "where(self, condition, other)", where_method},
    {kBoth, "isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)", isclose_},
    {kBoth, "allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)", allclose_},
    {kBoth, "equal(input, other)", equal_},
    {kBoth, "zero_(input)", zero_row},
    {kMethod, "fill_(self, value)", fill_row},
    {kMethod, "fill_diagonal_(self, fill_value, wrap=False)",
     [](Call& call) -> Value {
         const Tensor& x = call.tensor(0);
         if (x.dim() < 2) raise(ErrorKind::RuntimeError, "dimensions must larger than 1");
         for (int64_t d = 1; x.dim() > 2 && d < x.dim(); ++d) {
             if (x.size(d) != x.size(0)) {
                 raise(ErrorKind::RuntimeError, "all dimensions of input must be of equal length");
             }
         }
         if (x.dim() > 2 || call.flag(2)) {
             raise(ErrorKind::RuntimeError,
                   "`fill_diagonal_` of more than a matrix, or with `wrap=True`, is outside the "
                   "PyTorch subset that Modescope runs");
         }
         fill_(diagonal(x, 0, 0, 1), call.number(1));
         return x;
     }},
    {kMethod, "copy_(self, src, non_blocking=False)", copy_row},
};

}  // namespace

std::span<const Native> binary_names() {
    return kRows;
}

}  // namespace engine::script
