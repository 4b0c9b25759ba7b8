#include "engine/autograd/ops.h"
#include "engine/autograd/ops/pairs.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_index.h"
#include "engine/kernels/elementwise.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

Tensor power(const Tensor& x, double exponent) {
    const Tensor y = Tensor::like(x);
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "pow", [&]<class T>() {
        kernels::pow<T>(packed.span<T>(), exponent, y.mutable_span<T>());
    });
    return y;
}

// Unsigned, since overflow wraps. A negative power is the fraction's whole part.
int64_t power(int64_t base, int64_t exponent) {
    if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0;
    auto factor = static_cast<uint64_t>(base);
    uint64_t result = 1;
    for (; exponent > 0; exponent >>= 1, factor *= factor) {
        if (exponent & 1) result *= factor;
    }
    return static_cast<int64_t>(result);
}

}  // namespace

// y = x^p, element by element.   dL/dx = dL/dy p x^(p - 1), 0 for p = 0
Tensor pow(const Tensor& x, double exponent) {
    static constexpr OpInfo info{.name = "PowBackward0",
                                 .formula = "y = x^p",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const double p = saved.number(0);
                                     if (p == 0)
                                         return dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
                                     dx.set(0, mul(dy, mul(pow(saved.tensor(0), p - 1), p)));
                                 }};
    return record(info, {x}, power(x, exponent), {.tensors = {x}, .numbers = {exponent}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const double p = saved.number(0);
                      if (p == 0) return dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
                      const Tensor slope = power(saved.tensor(0), p - 1);
                      slope.mul_(p);
                      dx.set(0, raw::binary(kernels::BinaryOp::Mul, dy, slope));
                  });
}

Tensor whole_pow(const Tensor& x, int64_t exponent) {
    if (is_floating(x.dtype())) return pow(x, static_cast<double>(exponent));
    if (exponent < 0) {
        raise(ErrorKind::RuntimeError, "Integers to negative integer powers are not allowed.");
    }
    const Tensor whole = x.to(DType::Int64).contiguous();
    const Tensor y = Tensor::like(whole);
    const std::span<const int64_t> from = whole.span<int64_t>();
    std::transform(from.begin(), from.end(), y.mutable_span<int64_t>().begin(),
                   [exponent](int64_t base) { return power(base, exponent); });
    return y;
}

namespace {

void recorded_powers(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& a = saved.tensor(0);
    const Tensor& b = saved.tensor(1);
    const Tensor none = Tensor::zeros({}, dy.dtype());
    if (dx.wants(0)) {
        const Tensor slope = mul(b, pow(a, sub(b, 1.0), false));
        dx.set(0, mul(dy, masked_fill(slope, eq(b.detach(), none), 0.0)));
    }
    if (dx.wants(1)) {
        const Tensor slope = mul(pow(a, b, false), log(a));
        const Tensor dead = logical_and(eq(a.detach(), none), ge(b.detach(), none));
        dx.set(1, mul(dy, masked_fill(slope, dead, 0.0)));
    }
}

}  // namespace

// y = a^b.   dL/da = dL/dy b a^(b - 1), 0 where b is 0;
// dL/db = dL/dy y log a, 0 where a is 0 and b is not negative
Tensor pow(const Tensor& base, const Tensor& exponent, bool of_number) {
    static constexpr OpInfo info{
        .name = "PowBackward1", .formula = "y = a^b", .recorded = recorded_powers};
    static constexpr OpInfo info_number{
        .name = "PowBackward2", .formula = "y = a^b", .recorded = recorded_powers};
    const Tensor y = map_promoted(base, exponent, "pow", [](auto a, auto b) {
        if constexpr (std::is_integral_v<decltype(a)>) {
            return power(a, b);
        } else {
            return std::pow(a, b);
        }
    });
    const auto by_base = [](auto a, auto b) {
        return b == 0 ? decltype(a)(0) : static_cast<decltype(a)>(b * std::pow(a, b - 1));
    };
    const auto by_exponent = [](auto a, auto b) {
        using T = decltype(a);
        return a == 0 && b >= 0 ? T(0) : static_cast<T>(std::pow(a, b) * std::log(a));
    };
    return record_pair(of_number ? info_number : info, base, exponent, y, by_base, by_exponent);
}

}  // namespace engine
