// Logic, bits and comparison of whole tensors. No gradients.
#include "engine/autograd/ops/pairs.h"
#include "engine/autograd/ops_binary.h"

#include <cmath>

namespace engine {

namespace {

Tensor truth(const Tensor& x) {
    return x.to(DType::Bool);
}

// Bools are numbers here: f of 0 and 1.
template <class F>
Tensor bits(const Tensor& a, const Tensor& b, std::string_view kernel, F f) {
    const DType dtype = result_type(a, b);
    if (is_floating(dtype)) {
        raise(ErrorKind::RuntimeError, "\"{}\" not implemented for '{}'", kernel,
              scalar_name(dtype));
    }
    const Tensor y = map_pairs(a.to(DType::Int64), b.to(DType::Int64), kernel, [f](auto p, auto q) {
        return f(static_cast<int64_t>(p), static_cast<int64_t>(q));
    });
    return y.to(dtype);
}

}  // namespace

Tensor logical_and(const Tensor& a, const Tensor& b) {
    return map_pairs<true>(truth(a), truth(b), "logical_and",
                           [](auto p, auto q) { return p != 0 && q != 0; });
}
Tensor logical_or(const Tensor& a, const Tensor& b) {
    return map_pairs<true>(truth(a), truth(b), "logical_or",
                           [](auto p, auto q) { return p != 0 || q != 0; });
}
Tensor logical_xor(const Tensor& a, const Tensor& b) {
    return map_pairs<true>(truth(a), truth(b), "logical_xor",
                           [](auto p, auto q) { return (p != 0) != (q != 0); });
}

Tensor bitwise_and(const Tensor& a, const Tensor& b) {
    return bits(a, b, "bitwise_and_cpu", [](int64_t p, int64_t q) { return p & q; });
}
Tensor bitwise_or(const Tensor& a, const Tensor& b) {
    return bits(a, b, "bitwise_or_cpu", [](int64_t p, int64_t q) { return p | q; });
}
Tensor bitwise_xor(const Tensor& a, const Tensor& b) {
    return bits(a, b, "bitwise_xor_cpu", [](int64_t p, int64_t q) { return p ^ q; });
}
Tensor left_shift(const Tensor& a, const Tensor& b) {
    return bits(a, b, "lshift_cpu", [](int64_t p, int64_t q) {
        return q < 0 || q > 63 ? 0 : static_cast<int64_t>(static_cast<uint64_t>(p) << q);
    });
}
Tensor right_shift(const Tensor& a, const Tensor& b) {
    return bits(a, b, "rshift_cpu",
                [](int64_t p, int64_t q) { return p >> (q < 0 || q > 63 ? 63 : q); });
}

Tensor isclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
    if (a.dtype() != b.dtype()) {
        raise(ErrorKind::RuntimeError, "{} did not match {}", scalar_name(a.dtype()),
              scalar_name(b.dtype()));
    }
    if (rtol < 0)
        raise(ErrorKind::RuntimeError, "rtol must be greater than or equal to zero, but got {}",
              rtol);
    if (atol < 0)
        raise(ErrorKind::RuntimeError, "atol must be greater than or equal to zero, but got {}",
              atol);
    return map_pairs<true>(a, b, "isclose", [=](auto p, auto q) {
        if (p == q) return true;
        const auto left = static_cast<double>(p);
        const auto right = static_cast<double>(q);
        if (std::isnan(left) && std::isnan(right)) return equal_nan;
        const double distance = std::abs(left - right);
        return std::isfinite(distance) && distance <= atol + rtol * std::abs(right);
    });
}

bool allclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
    const Tensor close = isclose(a, b, rtol, atol, equal_nan);
    for (const bool each : close.span<bool>()) {
        if (!each) return false;
    }
    return true;
}

bool equal(const Tensor& a, const Tensor& b) {
    if (a.sizes() != b.sizes()) return false;
    const Tensor same = raw::compare(kernels::CompareOp::Equal, a, b);
    for (const bool each : same.span<bool>()) {
        if (!each) return false;
    }
    return true;
}

}  // namespace engine
