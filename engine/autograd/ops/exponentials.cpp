// Exponentials, logarithms and powers that one kernel does not already do by vectors.
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_pointwise.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"

#include <cmath>
#include <numbers>

namespace engine {

// y = 2^x.   dL/dx = dL/dy y ln 2
Tensor exp2(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "Exp2Backward0",
                                 .formula = "y = 2^x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(mul(dy, saved.result()), std::numbers::ln2));
                                 }};
    return unary<Keeps::Output>(
        info, "exp2", x, inplace, [](auto v) { return std::exp2(v); },
        [](auto y, auto g) { return g * y * std::numbers::ln2_v<decltype(y)>; });
}

// y = e^x - 1.   dL/dx = dL/dy (y + 1)
Tensor expm1(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "Expm1Backward0",
                                 .formula = "y = exp x - 1",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, add(saved.result(), 1.0)));
                                 }};
    return unary<Keeps::Output>(
        info, "expm1", x, inplace, [](auto v) { return std::expm1(v); },
        [](auto y, auto g) { return g * (y + 1); });
}

// y = log x to base 2 or 10.   dL/dx = dL/dy / (x ln base)
Tensor log2(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "Log2Backward0",
                                 .formula = "y = log2 x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, div(dy, mul(saved.tensor(0), std::numbers::ln2)));
                                 }};
    return unary<Keeps::Input>(
        info, "log2", x, inplace, [](auto v) { return std::log2(v); },
        [](auto v, auto g) { return g / (v * std::numbers::ln2_v<decltype(v)>); });
}
Tensor log10(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "Log10Backward0",
                                 .formula = "y = log10 x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, div(dy, mul(saved.tensor(0), std::numbers::ln10)));
                                 }};
    return unary<Keeps::Input>(
        info, "log10", x, inplace, [](auto v) { return std::log10(v); },
        [](auto v, auto g) { return g / (v * std::numbers::ln10_v<decltype(v)>); });
}

// y = log(1 + x).   dL/dx = dL/dy / (1 + x)
Tensor log1p(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "Log1PBackward0",
                                 .formula = "y = log(1 + x)",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, div(dy, add(saved.tensor(0), 1.0)));
                                 }};
    return unary<Keeps::Input>(
        info, "log1p", x, inplace, [](auto v) { return std::log1p(v); },
        [](auto v, auto g) { return g / (v + 1); });
}

// y = 1 / sqrt x.   dL/dx = -dL/dy y^3 / 2
Tensor rsqrt(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "RsqrtBackward0",
                                 .formula = "y = 1 / sqrt x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor y = saved.result();
                                     dx.set(0, mul(mul(dy, mul(y, mul(y, y))), -0.5));
                                 }};
    return unary<Keeps::Output>(
        info, "rsqrt", x, inplace, [](auto v) { return 1 / std::sqrt(v); },
        [](auto y, auto g) { return decltype(y)(-0.5) * g * y * y * y; });
}

// y = 1 / x.   dL/dx = -dL/dy y^2
Tensor reciprocal(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "ReciprocalBackward0",
                                 .formula = "y = 1 / x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor y = saved.result();
                                     dx.set(0, neg(mul(dy, mul(y, y))));
                                 }};
    return unary<Keeps::Output>(
        info, "reciprocal_cpu", x, inplace, [](auto v) { return 1 / v; },
        [](auto y, auto g) { return -g * y * y; });
}

// y = x^2.   dL/dx = 2 dL/dy x
Tensor square(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "PowBackward0",
                                 .formula = "y = x^2",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, mul(saved.tensor(0), 2)));
                                 }};
    const Tensor whole = x.dtype() == DType::Bool ? x.to(DType::Int64) : x;
    const auto backward =
        unary_backward<Keeps::Input, decltype([](auto v, auto g) { return g * (2 * v); })>;
    return finish_unary(info, x, map_numbers(whole, "pow", [](auto v) { return v * v; }), inplace,
                        Keeps::Input, backward);
}

namespace {

template <class T>
T logit_of(T v) {
    return std::log(v / (1 - v));
}

}  // namespace

// y = log(z / (1 - z)) with z = x held to [eps, 1 - eps].   dL/dx = dL/dy / (x (1 - x)) inside, 0
// outside; NaN outside [0, 1] without eps
Tensor logit(const Tensor& x, std::optional<double> eps, bool inplace) {
    static constexpr OpInfo info{
        .name = "LogitBackward0",
        .formula = "y = log(x / (1 - x))",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& v = saved.tensor(0);
            const double given = saved.number(0), edge = given < 0 ? 0 : given;
            const Tensor dead = logical_or(lt(v.detach(), Tensor::scalar(edge, v.dtype())),
                                           gt(v.detach(), Tensor::scalar(1 - edge, v.dtype())));
            const Tensor slope = div(dy, mul(v, sub(1.0, v)));
            dx.set(0, masked_fill(slope, dead,
                                  given < 0 ? std::numeric_limits<double>::quiet_NaN() : 0.0));
        }};
    const double low = eps.value_or(-1);
    const Tensor y = map_elements(raw::floating(x), "logit", [low](auto v) {
        using T = decltype(v);
        if (low < 0) return logit_of(v);
        const T least = static_cast<T>(low);
        return logit_of(v < least ? least : v > 1 - least ? 1 - least : v);
    });
    return finish_unary(info, x, y, inplace, Keeps::Input,
                        [](const Saved& saved, const Tensor& dy, Grads& dx) {
                            map_gradient(
                                saved.tensor(0), dy, dx, [eps = saved.number(0)](auto v, auto g) {
                                    using T = decltype(v);
                                    const T edge = eps < 0 ? T(0) : static_cast<T>(eps);
                                    if (v < edge || v > 1 - edge) {
                                        return eps < 0 ? std::numeric_limits<T>::quiet_NaN() : T(0);
                                    }
                                    return g / (v * (1 - v));
                                });
                        },
                        {low});
}

}  // namespace engine
