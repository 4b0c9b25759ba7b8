// Angles, lengths and logarithms of two numbers, element by element. Integers become float32.
#include "engine/autograd/ops/pairs.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"
#include "engine/tensor/tensor_defaults.h"

#include <cmath>

namespace engine {

namespace {

// As raw::floating, for two: integers beside integers become the default dtype.
template <class F>
Tensor map_floating(const Tensor& a, const Tensor& b, std::string_view kernel, F f) {
    const DType met = result_type(a, b);
    const DType dtype = is_floating(met) ? met : default_dtype();
    return map_pairs(a.to(dtype), b.to(dtype), kernel,
                     [f](auto p, auto q) { return static_cast<decltype(p)>(f(p, q)); });
}

}  // namespace

// The angle of (b, a).   dL/da = dL/dy b / (a^2 + b^2), dL/db = -dL/dy a / (a^2 + b^2)
Tensor atan2(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "Atan2Backward0",
                                 .formula = "y = the angle of (b, a)",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& u = saved.tensor(0);
                                     const Tensor& v = saved.tensor(1);
                                     const Tensor squares = add(mul(u, u), mul(v, v));
                                     if (dx.wants(0)) dx.set(0, mul(dy, div(v, squares)));
                                     if (dx.wants(1)) dx.set(1, neg(mul(dy, div(u, squares))));
                                 }};
    const Tensor y = map_floating(a, b, "atan2", [](auto p, auto q) { return std::atan2(p, q); });
    return record_pair(
        info, a, b, y, [](auto p, auto q) { return q / (p * p + q * q); },
        [](auto p, auto q) { return -p / (p * p + q * q); });
}

// dL/da = dL/dy a / y
Tensor hypot(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "HypotBackward0",
                                 .formula = "y = sqrt(a^2 + b^2)",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& u = saved.tensor(0);
                                     const Tensor& v = saved.tensor(1);
                                     const Tensor y = hypot(u, v);
                                     if (dx.wants(0)) dx.set(0, mul(dy, div(u, y)));
                                     if (dx.wants(1)) dx.set(1, mul(dy, div(v, y)));
                                 }};
    const Tensor y = map_floating(a, b, "hypot", [](auto p, auto q) { return std::hypot(p, q); });
    return record_pair(
        info, a, b, y,
        [](auto p, auto q) { return static_cast<decltype(p)>(p / std::hypot(p, q)); },
        [](auto p, auto q) { return static_cast<decltype(p)>(q / std::hypot(p, q)); });
}

// dL/da = dL/dy / (1 + e^(b - a))
Tensor logaddexp(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "LogaddexpBackward0",
                                 .formula = "y = log(e^a + e^b)",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& left = saved.tensor(0);
                                     const Tensor& right = saved.tensor(1);
                                     if (dx.wants(0)) dx.set(0, mul(dy, sigmoid(sub(left, right))));
                                     if (dx.wants(1)) dx.set(1, mul(dy, sigmoid(sub(right, left))));
                                 }};
    const Tensor y = map_floating(a, b, "logaddexp", [](auto p, auto q) {
        using T = decltype(p);
        if (p == q && std::isinf(static_cast<double>(p))) return p;
        return static_cast<T>((p > q ? p : q) + std::log1p(std::exp(-std::abs(p - q))));
    });
    return record_pair(
        info, a, b, y,
        [](auto p, auto q) { return static_cast<decltype(p)>(1 / (1 + std::exp(q - p))); },
        [](auto p, auto q) { return static_cast<decltype(p)>(1 / (1 + std::exp(p - q))); });
}

// dL/da = dL/dy log b, 0 where a is 0 and b not positive; dL/db = dL/dy a / b
Tensor xlogy(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "XlogyBackward0",
                                 .formula = "y = a log b",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& left = saved.tensor(0);
                                     const Tensor& right = saved.tensor(1);
                                     if (dx.wants(0)) {
                                         const Tensor none = Tensor::zeros({}, dy.dtype());
                                         const Tensor dead = logical_and(eq(left.detach(), none),
                                                                         le(right.detach(), none));
                                         dx.set(0, masked_fill(mul(dy, log(right)), dead, 0.0));
                                     }
                                     if (dx.wants(1)) dx.set(1, mul(dy, div(left, right)));
                                 }};
    const Tensor y = map_floating(a, b, "xlogy_cpu", [](auto p, auto q) {
        using T = decltype(p);
        if (q != q) return q;
        return p == 0 ? T(0) : static_cast<T>(p * std::log(q));
    });
    return record_pair(
        info, a, b, y,
        [](auto p, auto q) {
            using T = decltype(p);
            return p == 0 && q <= 0 ? T(0) : static_cast<T>(std::log(q));
        },
        [](auto p, auto q) { return p / q; });
}

}  // namespace engine
