#include "engine/autograd/ops_activation.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/ops_reduce.h"
#include "engine/autograd/write_over.h"
#include "tests/engine/autograd/gradcheck.h"

namespace engine {
namespace {

Tensor half(double value) {
    return Tensor::scalar(value, DType::Float64);
}

const int64_t kOuter[] = {0, -1};

// One more op is one more row.
const GradCase kCases[] = {
    {"sin_in_place", {{3, 4}}, [](Inputs& x) { return sin(mul(x[0], 2), true); }},
    {"tan", {{3, 4}}, [](Inputs& x) { return tan(mul(x[0], 0.5)); }},
    {"asin", {{3, 4}}, [](Inputs& x) { return asin(mul(x[0], 0.4)); }},
    {"acos", {{3, 4}}, [](Inputs& x) { return acos(mul(x[0], 0.4)); }},
    {"atan", {{3, 4}}, [](Inputs& x) { return atan(x[0]); }},
    {"sinh", {{3, 4}}, [](Inputs& x) { return sinh(x[0]); }},
    {"cosh", {{3, 4}}, [](Inputs& x) { return cosh(x[0]); }},
    {"asinh", {{3, 4}}, [](Inputs& x) { return asinh(x[0]); }},
    {"atanh", {{3, 4}}, [](Inputs& x) { return atanh(mul(x[0], 0.4)); }},
    {"exp2", {{3, 4}}, [](Inputs& x) { return exp2(x[0]); }},
    {"expm1_in_place", {{3, 4}}, [](Inputs& x) { return expm1(mul(x[0], 2), true); }},
    {"log2", {{3, 4}}, [](Inputs& x) { return log2(x[0]); }, 0.5},
    {"log10", {{3, 4}}, [](Inputs& x) { return log10(x[0]); }, 0.5},
    {"log1p", {{3, 4}}, [](Inputs& x) { return log1p(x[0]); }, 0.5},
    {"rsqrt", {{3, 4}}, [](Inputs& x) { return rsqrt(x[0]); }, 0.5},
    {"reciprocal", {{3, 4}}, [](Inputs& x) { return reciprocal(x[0]); }, 0.5},
    {"square", {{3, 4}}, [](Inputs& x) { return square(x[0]); }},
    {"logit", {{3, 4}}, [](Inputs& x) { return logit(mul(x[0], 0.4)); }, 0.5},
    {"erf", {{3, 4}}, [](Inputs& x) { return erf(x[0]); }},
    {"erfc", {{3, 4}}, [](Inputs& x) { return erfc(x[0]); }},
    {"erfinv", {{3, 4}}, [](Inputs& x) { return erfinv(mul(x[0], 0.45)); }},
    {"frac", {{3, 4}}, [](Inputs& x) { return frac(x[0]); }},
    {"glu", {{3, 4}}, [](Inputs& x) { return glu(x[0]); }},
    {"glu_inner", {{4, 3}}, [](Inputs& x) { return glu(x[0], 0); }},

    {"pow", {{3, 4}, {4}}, [](Inputs& x) { return pow(x[0], x[1]); }, 0.5},
    {"remainder", {{3, 4}, {4}}, [](Inputs& x) { return remainder(x[0], x[1]); }, 0.5},
    {"fmod", {{3, 4}, {4}}, [](Inputs& x) { return fmod(x[0], x[1]); }, 0.5},
    {"maximum", {{3, 4}, {4}}, [](Inputs& x) { return maximum(x[0], x[1]); }},
    {"minimum", {{3, 1}, {4}}, [](Inputs& x) { return minimum(x[0], x[1]); }},
    {"fmax", {{3, 4}, {4}}, [](Inputs& x) { return fmax(x[0], x[1]); }},
    {"atan2", {{3, 4}, {4}}, [](Inputs& x) { return atan2(x[0], x[1]); }},
    {"hypot", {{3, 4}, {4}}, [](Inputs& x) { return hypot(x[0], x[1]); }},
    {"logaddexp", {{3, 4}, {4}}, [](Inputs& x) { return logaddexp(x[0], x[1]); }},
    {"xlogy", {{3, 4}, {4}}, [](Inputs& x) { return xlogy(x[0], x[1]); }, 0.5},
    {"clamp", {{3, 4}}, [](Inputs& x) { return clamp(x[0], half(-0.9), half(0.8), true); }},
    {"clamp_tensors",
     {{3, 4}, {4}, {3, 1}},
     [](Inputs& x) { return clamp(x[0], x[1], x[2], false); }},
    {"where", {{3, 4}, {4}}, [](Inputs& x) { return where(gt(x[0], half(0)), x[0], x[1]); }},
    {"lerp", {{3, 4}, {4}, {3, 1}}, [](Inputs& x) { return lerp(x[0], x[1], x[2], false); }},
    {"addcmul", {{3, 4}, {4}, {3, 1}}, [](Inputs& x) { return addcmul(x[0], x[1], x[2], 0.7); }},
    {"addcdiv",
     {{3, 4}, {4}, {3, 1}},
     [](Inputs& x) { return addcdiv(x[0], x[1], x[2], 0.7); },
     0.5},
    {"write_over",
     {{3, 4}, {4}},
     [](Inputs& x) {
         return write_over(mul(x[0], 2), [&](const Tensor& before) { return atan2(before, x[1]); });
     }},
    {"write_over_a_view",
     {{3, 4}, {4}},
     [](Inputs& x) {
         const Tensor whole = mul(x[0], 2);
         write_over(select(whole, 0, 1), [&](const Tensor& before) { return mul(before, x[1]); });
         return whole;
     }},

    {"prod", {{2, 3}}, [](Inputs& x) { return prod(x[0]); }},
    {"prod_dim", {{2, 3, 4}}, [](Inputs& x) { return prod(x[0], 1, true); }},
    {"var", {{2, 3, 4}}, [](Inputs& x) { return var(x[0], kOuter); }},
    {"std", {{2, 3, 4}}, [](Inputs& x) { return std(x[0], kOuter, 0, true); }},
    {"var_mean",
     {{2, 3}},
     [](Inputs& x) {
         const auto [spread, mean] = var_mean(x[0]);
         return add(spread, mean);
     }},
    {"amax", {{2, 3, 4}}, [](Inputs& x) { return amax(x[0], kOuter); }},
    {"max_dim", {{2, 3, 4}}, [](Inputs& x) { return max(x[0], 1).values; }},
    {"median", {{5, 3}}, [](Inputs& x) { return median(x[0], 0).values; }},
    {"quantile", {{5, 3}}, [](Inputs& x) { return quantile(x[0], 0.3, 0); }},
    {"norm_1", {{2, 3}}, [](Inputs& x) { return norm(x[0], 1); }},
    {"norm_3", {{2, 3, 4}}, [](Inputs& x) { return norm(x[0], 3, kOuter); }},
    {"dist", {{2, 3}, {2, 3}}, [](Inputs& x) { return dist(x[0], x[1], 2.5); }},
    {"logsumexp", {{2, 3, 4}}, [](Inputs& x) { return logsumexp(x[0], kOuter); }},
    {"cumsum", {{2, 3, 4}}, [](Inputs& x) { return cumsum(x[0], 1); }},
    {"cumprod", {{2, 3, 4}}, [](Inputs& x) { return cumprod(x[0], 1); }},
    {"logcumsumexp", {{2, 3}}, [](Inputs& x) { return logcumsumexp(x[0], 1); }},
    {"cummax", {{2, 5}}, [](Inputs& x) { return cummax(x[0], 1).values; }},
};

class PointwiseGradCheck : public testing::TestWithParam<GradCase> {};

TEST_P(PointwiseGradCheck, BackwardAgreesWithFiniteDifferences) {
    check_gradients(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Ops, PointwiseGradCheck, testing::ValuesIn(kCases),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace engine
