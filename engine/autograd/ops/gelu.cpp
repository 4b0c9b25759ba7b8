#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>
#include <numbers>

namespace engine {

namespace {

constexpr double kSqrtHalf = 1 / std::numbers::sqrt2;
constexpr double kDensity = std::numbers::inv_sqrtpi * kSqrtHalf;  // of the normal at 0
constexpr double kSlope = 2 * kDensity;                            // sqrt(2 / pi)
constexpr double kCubic = 0.044715;

void recorded_exact(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const Tensor cumulative = mul(add(erf(mul(x, kSqrtHalf)), 1.0), 0.5);
    const Tensor density = mul(exp(mul(mul(x, x), -0.5)), kDensity);
    dx.set(0, mul(dy, add(cumulative, mul(x, density))));
}

void recorded_tanh(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const Tensor square = mul(x, x);
    const Tensor t = tanh(mul(add(x, mul(mul(square, x), kCubic)), kSlope));
    const Tensor inner = mul(add(mul(square, 3 * kCubic), 1.0), kSlope);
    const Tensor bent = mul(mul(x, sub(1.0, mul(t, t))), inner);
    dx.set(0, mul(dy, mul(add(add(t, 1.0), bent), 0.5)));
}

void exact_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    map_gradient(saved.tensor(0), dy, dx, [](auto v, auto g) {
        using T = decltype(v);
        const T cumulative = T(0.5) * (T(1) + std::erf(v * static_cast<T>(kSqrtHalf)));
        const T density = static_cast<T>(kDensity) * std::exp(T(-0.5) * v * v);
        return g * (cumulative + v * density);
    });
}

void tanh_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    map_gradient(saved.tensor(0), dy, dx, [](auto v, auto g) {
        using T = decltype(v);
        const T square = v * v;
        const T t = std::tanh(static_cast<T>(kSlope) * (v + static_cast<T>(kCubic) * v * square));
        const T inner = static_cast<T>(kSlope) * (T(1) + static_cast<T>(3 * kCubic) * square);
        return g * (T(0.5) * (T(1) + t) + T(0.5) * v * (T(1) - t * t) * inner);
    });
}

}  // namespace

// y = x F(x), F the normal distribution: F(x) = (1 + erf(x / sqrt 2)) / 2, or about
// (1 + t) / 2 with t = tanh(sqrt(2 / pi) (x + 0.044715 x^3)).
// dL/dx = dL/dy (F(x) + x F'(x))
Tensor gelu(const Tensor& x, std::string_view approximate) {
    static constexpr OpInfo info{.name = "GeluBackward0",
                                 .formula = "y = x (1 + erf(x / sqrt 2)) / 2",
                                 .recorded = recorded_exact};
    static constexpr OpInfo info_tanh{
        .name = "GeluBackward0",
        .formula = "y = x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2",
        .recorded = recorded_tanh};
    if (approximate == "none") {
        const Tensor y = map_elements(x, "GeluKernelImpl", [](auto v) {
            using T = decltype(v);
            return v * T(0.5) * (T(1) + std::erf(v * static_cast<T>(kSqrtHalf)));
        });
        return record(info, {x}, y, {.tensors = {x}}, exact_backward);
    }
    if (approximate != "tanh") {
        raise(ErrorKind::RuntimeError, "approximate argument must be either none or tanh.");
    }
    const Tensor y = map_elements(x, "GeluKernelImpl", [](auto v) {
        using T = decltype(v);
        const T inner = static_cast<T>(kSlope) * (v + static_cast<T>(kCubic) * v * v * v);
        return T(0.5) * v * (T(1) + std::tanh(inner));
    });
    return record(info_tanh, {x}, y, {.tensors = {x}}, tanh_backward);
}

}  // namespace engine
