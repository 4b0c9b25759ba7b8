// Whole numbers and signs of each element: steps, whose gradient is zero.
#include "engine/autograd/ops_pointwise.h"

#include "engine/autograd/ops/unary.h"

#include <cmath>

namespace engine {

namespace {

void zero_backward(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
}

// Integers are whole already.
template <class F>
Tensor rounded(const OpInfo& info, std::string_view kernel, const Tensor& x, bool inplace, F f) {
    const Tensor y = x.dtype() == DType::Int64 ? x.copy() : map_elements(x, kernel, f);
    return finish_unary(info, x, y, inplace, Keeps::Nothing, zero_backward);
}

Tensor signs(const OpInfo& info, const Tensor& x, bool inplace) {
    const Tensor y = x.dtype() == DType::Bool ? x.copy() : map_numbers(x, "sign_cpu", [](auto v) {
        using T = decltype(v);
        return T(v > 0) - T(v < 0);
    });
    return finish_unary(info, x, y, inplace, Keeps::Nothing, zero_backward);
}

}  // namespace

Tensor floor(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{
        .name = "FloorBackward0", .formula = "y = floor x", .recorded = zero_backward};
    return rounded(info, "floor_vml_cpu", x, inplace, [](auto v) { return std::floor(v); });
}

Tensor ceil(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{
        .name = "CeilBackward0", .formula = "y = ceil x", .recorded = zero_backward};
    return rounded(info, "ceil_vml_cpu", x, inplace, [](auto v) { return std::ceil(v); });
}

Tensor trunc(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "TruncBackward0",
                                 .formula = "y = x without its fraction",
                                 .recorded = zero_backward};
    return rounded(info, "trunc_vml_cpu", x, inplace, [](auto v) { return std::trunc(v); });
}

Tensor round(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{
        .name = "RoundBackward0", .formula = "y = x, rounded", .recorded = zero_backward};
    return rounded(info, "round_vml_cpu", x, inplace, [](auto v) { return std::nearbyint(v); });
}

Tensor round_decimals(const Tensor& x, int64_t decimals, bool inplace) {
    static constexpr OpInfo info{
        .name = "RoundBackward1", .formula = "y = x, rounded", .recorded = zero_backward};
    if (!is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError, "\"round_cpu\" not implemented for '{}'",
              scalar_name(x.dtype()));
    }
    const double power = std::pow(10.0, static_cast<double>(decimals < 0 ? -decimals : decimals));
    return rounded(info, "round_cpu", x, inplace, [power, up = decimals >= 0](auto v) {
        const auto ten = static_cast<decltype(v)>(power);
        return up ? std::nearbyint(v * ten) / ten : std::nearbyint(v / ten) * ten;
    });
}

// y = x - trunc x.   dL/dx = dL/dy
Tensor frac(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{
        .name = "FracBackward0",
        .formula = "y = the fraction of x",
        .recorded = [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, dy); }};
    const Tensor y = map_elements(x, "frac_cpu", [](auto v) { return v - std::trunc(v); });
    return finish_unary(info, x, y, inplace, Keeps::Nothing,
                        [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, dy); });
}

Tensor sign(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{
        .name = "SignBackward0", .formula = "y = -1, 0 or 1", .recorded = zero_backward};
    return signs(info, x, inplace);
}
Tensor sgn(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{
        .name = "SgnBackward0", .formula = "y = -1, 0 or 1", .recorded = zero_backward};
    return signs(info, x, inplace);
}

}  // namespace engine
