// torch's functions of each element of one tensor, with their twins in place.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

template <Tensor (*op)(const Tensor&, bool)>
Value fresh(Call& call) {
    return op(call.tensor(0), false);
}
template <Tensor (*op)(const Tensor&, bool)>
Value over(Call& call) {
    return op(call.tensor(0), true);
}
template <Tensor (*op)(const Tensor&)>
Value bools(Call& call) {
    return op(call.tensor(0));
}

template <bool inplace>
Value round_(Call& call) {
    const int64_t decimals = call.integer(1);
    return decimals == 0 ? round(call.tensor(0), inplace)
                         : round_decimals(call.tensor(0), decimals, inplace);
}

template <bool inplace>
Value logit_(Call& call) {
    return logit(call.tensor(0), call.maybe_number(1), inplace);
}

template <bool inplace>
Value nan_to_num_(Call& call) {
    return nan_to_num(call.tensor(0), call.maybe_number(1).value_or(0), call.maybe_number(2),
                      call.maybe_number(3), inplace);
}

Value positive_(Call& call) {
    if (call.tensor(0).dtype() == DType::Bool) {
        raise(ErrorKind::RuntimeError, "The `+` operator, on a bool tensor is not supported.");
    }
    return call[0];
}

Value isreal_(Call& call) {
    return Tensor::ones(call.tensor(0).sizes(), DType::Bool);
}

constexpr unsigned kBoth = kTorch | kMethod;

constexpr Native kRows[] = {
    {kBoth, "neg(input)", fresh<neg>},
    {kBoth, "neg_(input)", over<neg>},
    {kBoth, "negative(input)", fresh<neg>},
    {kBoth, "negative_(input)", over<neg>},
    {kBoth, "abs(input)", fresh<abs>},
    {kBoth, "abs_(input)", over<abs>},
    {kBoth, "absolute(input)", fresh<abs>},
    {kBoth, "absolute_(input)", over<abs>},
    {kBoth, "sign(input)", fresh<sign>},
    {kBoth, "sign_(input)", over<sign>},
    {kBoth, "sgn(input)", fresh<sgn>},
    {kBoth, "sgn_(input)", over<sgn>},
    {kBoth, "square(input)", fresh<square>},
    {kBoth, "square_(input)", over<square>},
    {kBoth, "reciprocal(input)", fresh<reciprocal>},
    {kBoth, "reciprocal_(input)", over<reciprocal>},
    {kBoth, "exp(input)", fresh<exp>},
    {kBoth, "exp_(input)", over<exp>},
    {kBoth, "exp2(input)", fresh<exp2>},
    {kBoth, "exp2_(input)", over<exp2>},
    {kBoth, "expm1(input)", fresh<expm1>},
    {kBoth, "expm1_(input)", over<expm1>},
    {kBoth, "log(input)", fresh<log>},
    {kBoth, "log_(input)", over<log>},
    {kBoth, "log2(input)", fresh<log2>},
    {kBoth, "log2_(input)", over<log2>},
    {kBoth, "log10(input)", fresh<log10>},
    {kBoth, "log10_(input)", over<log10>},
    {kBoth, "log1p(input)", fresh<log1p>},
    {kBoth, "log1p_(input)", over<log1p>},
    {kBoth, "sqrt(input)", fresh<sqrt>},
    {kBoth, "sqrt_(input)", over<sqrt>},
    {kBoth, "rsqrt(input)", fresh<rsqrt>},
    {kBoth, "rsqrt_(input)", over<rsqrt>},
    {kBoth | kFunctional, "tanh(input)", fresh<tanh>},
    {kBoth, "tanh_(input)", over<tanh>},
    {kBoth | kFunctional, "sigmoid(input)", fresh<sigmoid>},
    {kBoth, "sigmoid_(input)", over<sigmoid>},
    {kBoth, "sin(input)", fresh<sin>},
    {kBoth, "sin_(input)", over<sin>},
    {kBoth, "cos(input)", fresh<cos>},
    {kBoth, "cos_(input)", over<cos>},
    {kBoth, "tan(input)", fresh<tan>},
    {kBoth, "tan_(input)", over<tan>},
    {kBoth, "asin(input)", fresh<asin>},
    {kBoth, "asin_(input)", over<asin>},
    {kBoth, "arcsin(input)", fresh<asin>},
    {kBoth, "arcsin_(input)", over<asin>},
    {kBoth, "acos(input)", fresh<acos>},
    {kBoth, "acos_(input)", over<acos>},
    {kBoth, "arccos(input)", fresh<acos>},
    {kBoth, "arccos_(input)", over<acos>},
    {kBoth, "atan(input)", fresh<atan>},
    {kBoth, "atan_(input)", over<atan>},
    {kBoth, "arctan(input)", fresh<atan>},
    {kBoth, "arctan_(input)", over<atan>},
    {kBoth, "sinh(input)", fresh<sinh>},
    {kBoth, "sinh_(input)", over<sinh>},
    {kBoth, "cosh(input)", fresh<cosh>},
    {kBoth, "cosh_(input)", over<cosh>},
    {kBoth, "asinh(input)", fresh<asinh>},
    {kBoth, "asinh_(input)", over<asinh>},
    {kBoth, "arcsinh(input)", fresh<asinh>},
    {kBoth, "arcsinh_(input)", over<asinh>},
    {kBoth, "acosh(input)", fresh<acosh>},
    {kBoth, "acosh_(input)", over<acosh>},
    {kBoth, "arccosh(input)", fresh<acosh>},
    {kBoth, "arccosh_(input)", over<acosh>},
    {kBoth, "atanh(input)", fresh<atanh>},
    {kBoth, "atanh_(input)", over<atanh>},
    {kBoth, "arctanh(input)", fresh<atanh>},
    {kBoth, "arctanh_(input)", over<atanh>},
    {kBoth, "deg2rad(input)", fresh<deg2rad>},
    {kBoth, "deg2rad_(input)", over<deg2rad>},
    {kBoth, "rad2deg(input)", fresh<rad2deg>},
    {kBoth, "rad2deg_(input)", over<rad2deg>},
    {kBoth, "erf(input)", fresh<erf>},
    {kBoth, "erf_(input)", over<erf>},
    {kBoth, "erfc(input)", fresh<erfc>},
    {kBoth, "erfc_(input)", over<erfc>},
    {kBoth, "erfinv(input)", fresh<erfinv>},
    {kBoth, "erfinv_(input)", over<erfinv>},
    {kBoth, "floor(input)", fresh<floor>},
    {kBoth, "floor_(input)", over<floor>},
    {kBoth, "ceil(input)", fresh<ceil>},
    {kBoth, "ceil_(input)", over<ceil>},
    {kBoth, "trunc(input)", fresh<trunc>},
    {kBoth, "trunc_(input)", over<trunc>},
    {kBoth, "fix(input)", fresh<trunc>},
    {kBoth, "fix_(input)", over<trunc>},
    {kBoth, "frac(input)", fresh<frac>},
    {kBoth, "frac_(input)", over<frac>},
    {kBoth, "positive(input)", positive_},
    {kBoth, "round(input, *, decimals=0)", round_<false>},
    {kBoth, "round_(input, *, decimals=0)", round_<true>},
    {kBoth, "logit(input, eps=None)", logit_<false>},
    {kBoth, "logit_(input, eps=None)", logit_<true>},
    {kBoth, "nan_to_num(input, nan=None, posinf=None, neginf=None)", nan_to_num_<false>},
    {kBoth, "nan_to_num_(input, nan=None, posinf=None, neginf=None)", nan_to_num_<true>},
    {kBoth, "isnan(input)", bools<isnan>},
    {kBoth, "isinf(input)", bools<isinf>},
    {kBoth, "isposinf(input)", bools<isposinf>},
    {kBoth, "isneginf(input)", bools<isneginf>},
    {kBoth, "isfinite(input)", bools<isfinite>},
    {kBoth, "isreal(input)", isreal_},
    {kBoth, "signbit(input)", bools<signbit>},
    {kBoth, "logical_not(input)", bools<logical_not>},
    {kBoth, "bitwise_not(input)", bools<bitwise_not>},
};

}  // namespace

std::span<const Native> unary_names() {
    return kRows;
}

}  // namespace engine::script
