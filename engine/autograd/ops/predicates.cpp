// Bools of each element.
#include "engine/autograd/ops_pointwise.h"

#include "engine/autograd/ops/unary.h"

#include <cmath>
#include <type_traits>

namespace engine {

Tensor isnan(const Tensor& x) {
    return map_bools(x, "isnan", [](auto v) { return v != v; });
}

Tensor isinf(const Tensor& x) {
    return map_bools(x, "isinf", [](auto v) {
        if constexpr (std::is_floating_point_v<decltype(v)>) return std::isinf(v);
        return false;
    });
}

Tensor isposinf(const Tensor& x) {
    return map_bools(x, "isposinf", [](auto v) {
        if constexpr (std::is_floating_point_v<decltype(v)>) return std::isinf(v) && v > 0;
        return false;
    });
}

Tensor isneginf(const Tensor& x) {
    return map_bools(x, "isneginf", [](auto v) {
        if constexpr (std::is_floating_point_v<decltype(v)>) return std::isinf(v) && v < 0;
        return false;
    });
}

Tensor isfinite(const Tensor& x) {
    return map_bools(x, "isfinite", [](auto v) {
        if constexpr (std::is_floating_point_v<decltype(v)>) return std::isfinite(v);
        return true;
    });
}

Tensor signbit(const Tensor& x) {
    return map_bools(x, "signbit", [](auto v) {
        if constexpr (std::is_floating_point_v<decltype(v)>) return std::signbit(v);
        if constexpr (std::is_same_v<decltype(v), int64_t>) return v < 0;
        return false;
    });
}

Tensor logical_not(const Tensor& x) {
    return map_bools(x, "logical_not", [](auto v) { return v == decltype(v)(0); });
}

Tensor bitwise_not(const Tensor& x) {
    if (x.dtype() == DType::Bool) return logical_not(x);
    if (is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError, "\"bitwise_not_cpu\" not implemented for '{}'",
              scalar_name(x.dtype()));
    }
    return map_numbers(x, "bitwise_not_cpu", [](auto v) { return -v - 1; });
}

}  // namespace engine
