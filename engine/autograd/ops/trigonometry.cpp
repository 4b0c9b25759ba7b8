// Trigonometric and hyperbolic functions of each element.
#include "engine/autograd/ops_pointwise.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"

#include <cmath>
#include <numbers>

namespace engine {

// dL/dx = dL/dy cos x
Tensor sin(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "SinBackward0",
                                 .formula = "y = sin x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, cos(saved.tensor(0), false)));
                                 }};
    return unary<Keeps::Input>(
        info, "sin", x, inplace, [](auto v) { return std::sin(v); },
        [](auto v, auto g) { return g * std::cos(v); });
}

// dL/dx = -dL/dy sin x
Tensor cos(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "CosBackward0",
                                 .formula = "y = cos x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, neg(sin(saved.tensor(0), false))));
                                 }};
    return unary<Keeps::Input>(
        info, "cos", x, inplace, [](auto v) { return std::cos(v); },
        [](auto v, auto g) { return g * -std::sin(v); });
}

// dL/dx = dL/dy (1 + y^2)
Tensor tan(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "TanBackward0",
                                 .formula = "y = tan x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor y = saved.result();
                                     dx.set(0, mul(dy, add(mul(y, y), 1.0)));
                                 }};
    return unary<Keeps::Output>(
        info, "tan", x, inplace, [](auto v) { return std::tan(v); },
        [](auto y, auto g) { return g * (1 + y * y); });
}

// dL/dx = dL/dy / sqrt(1 - x^2)
Tensor asin(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "AsinBackward0",
                                 .formula = "y = arcsin x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& input = saved.tensor(0);
                                     dx.set(0, mul(dy, rsqrt(sub(1.0, mul(input, input)))));
                                 }};
    return unary<Keeps::Input>(
        info, "asin", x, inplace, [](auto v) { return std::asin(v); },
        [](auto v, auto g) { return g / std::sqrt(1 - v * v); });
}

// dL/dx = -dL/dy / sqrt(1 - x^2)
Tensor acos(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "AcosBackward0",
                                 .formula = "y = arccos x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& input = saved.tensor(0);
                                     dx.set(0, neg(mul(dy, rsqrt(sub(1.0, mul(input, input))))));
                                 }};
    return unary<Keeps::Input>(
        info, "acos", x, inplace, [](auto v) { return std::acos(v); },
        [](auto v, auto g) { return -g / std::sqrt(1 - v * v); });
}

// dL/dx = dL/dy / (1 + x^2)
Tensor atan(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "AtanBackward0",
                                 .formula = "y = arctan x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& input = saved.tensor(0);
                                     dx.set(0, div(dy, add(mul(input, input), 1.0)));
                                 }};
    return unary<Keeps::Input>(
        info, "atan", x, inplace, [](auto v) { return std::atan(v); },
        [](auto v, auto g) { return g / (v * v + 1); });
}

// dL/dx = dL/dy cosh x
Tensor sinh(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "SinhBackward0",
                                 .formula = "y = sinh x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, cosh(saved.tensor(0), false)));
                                 }};
    return unary<Keeps::Input>(
        info, "sinh", x, inplace, [](auto v) { return std::sinh(v); },
        [](auto v, auto g) { return g * std::cosh(v); });
}

// dL/dx = dL/dy sinh x
Tensor cosh(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "CoshBackward0",
                                 .formula = "y = cosh x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, sinh(saved.tensor(0), false)));
                                 }};
    return unary<Keeps::Input>(
        info, "cosh", x, inplace, [](auto v) { return std::cosh(v); },
        [](auto v, auto g) { return g * std::sinh(v); });
}

// dL/dx = dL/dy / sqrt(x^2 + 1)
Tensor asinh(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "AsinhBackward0",
                                 .formula = "y = arsinh x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& input = saved.tensor(0);
                                     dx.set(0, mul(dy, rsqrt(add(mul(input, input), 1.0))));
                                 }};
    static constexpr OpInfo info_inplace{
        .name = "AsinhBackward1",
        .formula = "y = arsinh x",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& input = saved.tensor(0);
            dx.set(0, mul(dy, rsqrt(add(mul(input, input), 1.0))));
        }};
    return unary<Keeps::Input>(
        inplace ? info_inplace : info, "asinh", x, inplace, [](auto v) { return std::asinh(v); },
        [](auto v, auto g) { return g / std::sqrt(v * v + 1); });
}

// dL/dx = dL/dy / sqrt(x^2 - 1)
Tensor acosh(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "AcoshBackward0",
                                 .formula = "y = arcosh x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& input = saved.tensor(0);
                                     dx.set(0, mul(dy, rsqrt(sub(mul(input, input), 1.0))));
                                 }};
    static constexpr OpInfo info_inplace{
        .name = "AcoshBackward1",
        .formula = "y = arcosh x",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& input = saved.tensor(0);
            dx.set(0, mul(dy, rsqrt(sub(mul(input, input), 1.0))));
        }};
    return unary<Keeps::Input>(
        inplace ? info_inplace : info, "acosh", x, inplace, [](auto v) { return std::acosh(v); },
        [](auto v, auto g) { return g / std::sqrt(v * v - 1); });
}

// dL/dx = dL/dy / (1 - x^2)
Tensor atanh(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "AtanhBackward0",
                                 .formula = "y = artanh x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& input = saved.tensor(0);
                                     dx.set(0, div(dy, sub(1.0, mul(input, input))));
                                 }};
    static constexpr OpInfo info_inplace{
        .name = "AtanhBackward1",
        .formula = "y = artanh x",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& input = saved.tensor(0);
            dx.set(0, div(dy, sub(1.0, mul(input, input))));
        }};
    return unary<Keeps::Input>(
        inplace ? info_inplace : info, "atanh", x, inplace, [](auto v) { return std::atanh(v); },
        [](auto v, auto g) { return g / (1 - v * v); });
}

// y = x pi / 180 and back.   dL/dx = dL/dy times the same
Tensor deg2rad(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "Deg2RadBackward0",
                                 .formula = "y = x pi / 180",
                                 .recorded = [](const Saved&, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, std::numbers::pi / 180));
                                 }};
    return unary<Keeps::Input>(
        info, "deg2rad", x, inplace,
        [](auto v) { return v * static_cast<decltype(v)>(std::numbers::pi / 180); },
        [](auto v, auto g) { return g * static_cast<decltype(v)>(std::numbers::pi / 180); });
}
Tensor rad2deg(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "Rad2DegBackward0",
                                 .formula = "y = x 180 / pi",
                                 .recorded = [](const Saved&, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, 180 / std::numbers::pi));
                                 }};
    return unary<Keeps::Input>(
        info, "rad2deg", x, inplace,
        [](auto v) { return v * static_cast<decltype(v)>(180 / std::numbers::pi); },
        [](auto v, auto g) { return g * static_cast<decltype(v)>(180 / std::numbers::pi); });
}

}  // namespace engine
