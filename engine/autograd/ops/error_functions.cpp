// The error function, its complement and its inverse.
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include "engine/autograd/ops/unary.h"
#include "engine/kernels/erfinv.h"

#include <cmath>
#include <numbers>

namespace engine {

namespace {

template <class T>
constexpr T kTwoOverRootPi = T(2) * std::numbers::inv_sqrtpi_v<T>;

Tensor bell(const Tensor& x) {
    return mul(exp(neg(mul(x, x))), kTwoOverRootPi<double>);
}

}  // namespace

// dL/dx = dL/dy 2 / sqrt(pi) exp(-x^2)
Tensor erf(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "ErfBackward0",
                                 .formula = "y = erf x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, bell(saved.tensor(0))));
                                 }};
    return unary<Keeps::Input>(
        info, "erf", x, inplace, [](auto v) { return std::erf(v); },
        [](auto v, auto g) { return kTwoOverRootPi<decltype(v)> * std::exp(-(v * v)) * g; });
}

// y = 1 - erf x
Tensor erfc(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "ErfcBackward0",
                                 .formula = "y = 1 - erf x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, neg(mul(dy, bell(saved.tensor(0)))));
                                 }};
    return unary<Keeps::Input>(
        info, "erfc", x, inplace, [](auto v) { return std::erfc(v); },
        [](auto v, auto g) { return -kTwoOverRootPi<decltype(v)> * std::exp(-(v * v)) * g; });
}

// x = erf y.   dL/dx = dL/dy sqrt(pi) / 2 exp(y^2)
Tensor erfinv(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "ErfinvBackward0",
                                 .formula = "erf y = x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, div(dy, bell(erfinv(saved.tensor(0)))));
                                 }};
    return unary<Keeps::Input>(
        info, "erfinv", x, inplace, [](auto v) { return kernels::erfinv(v); },
        [](auto v, auto g) {
            const auto y = kernels::erfinv(v);
            return g * std::exp(y * y) / kTwoOverRootPi<decltype(v)>;
        });
}

}  // namespace engine
