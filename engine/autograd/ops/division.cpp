// Whole quotients and remainders, element by element.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/pairs.h"
#include "engine/autograd/ops_binary.h"

#include <cmath>

namespace engine {

namespace {

// Python's integers: the quotient is rounded down and the remainder has the divisor's sign.
int64_t floor_quotient(int64_t a, int64_t b) {
    if (b == -1) return static_cast<int64_t>(0 - static_cast<uint64_t>(a));
    const int64_t quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}
int64_t floor_remainder(int64_t a, int64_t b) {
    if (b == -1) return 0;
    const int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

template <class T>
T floor_remainder(T a, T b) {
    const T rest = std::fmod(a, b);
    return rest != 0 && (b < 0) != (rest < 0) ? rest + b : rest;
}

// By way of the remainder, as Python does it: floor(a / b) would round twice.
template <class T>
T floor_quotient(T a, T b) {
    if (b == 0) return a / b;
    const T rest = std::fmod(a, b);
    T quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) quotient -= 1;
    if (quotient == 0) return std::copysign(T(0), a / b);
    const T whole = std::floor(quotient);
    return quotient - whole > T(0.5) ? whole + 1 : whole;
}

void check_divisors(const Tensor& b, DType dtype) {
    if (is_floating(dtype) || MetaPass::active()) return;
    const Tensor whole = b.to(DType::Int64).contiguous();
    for (const int64_t divisor : whole.span<int64_t>()) {
        if (divisor == 0) raise(ErrorKind::RuntimeError, "ZeroDivisionError");
    }
}

Tensor quotients(const Tensor& a, const Tensor& b) {
    check_divisors(b, result_type(a, b));
    return map_promoted(a, b, "div_floor_cpu", [](auto p, auto q) { return floor_quotient(p, q); });
}

Tensor truncated(const Tensor& a, const Tensor& b) {
    check_divisors(b, result_type(a, b));
    return map_promoted(a, b, "div_trunc_cpu", [](auto p, auto q) {
        if constexpr (std::is_integral_v<decltype(p)>) {
            return q == -1 ? static_cast<int64_t>(0 - static_cast<uint64_t>(p)) : p / q;
        } else {
            return std::trunc(p / q);
        }
    });
}

void no_gradient(const Saved&, const Tensor& dy, Grads& dx) {
    const Tensor zeros = Tensor::zeros(dy.sizes(), dy.dtype());
    dx.set(0, zeros);
    dx.set(1, zeros);
}

void no_floor_divide(const Saved&, const Tensor&, Grads&) {
    raise(ErrorKind::RuntimeError, "derivative for aten::floor_divide is not implemented");
}
void no_remainder(const Saved&, const Tensor&, Grads&) {
    raise(ErrorKind::RuntimeError, "derivative for aten::remainder is not implemented");
}

constexpr auto kOne = [](auto a, auto) { return decltype(a)(1); };
constexpr auto kMinusFloor = [](auto p, auto q) { return -floor_quotient(p, q); };
constexpr auto kMinusTrunc = [](auto p, auto q) {
    if constexpr (std::is_integral_v<decltype(p)>) {
        return int64_t{0};  // integers have no gradient
    } else {
        return -std::trunc(p / q);
    }
};

}  // namespace

Tensor floor_divide(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{
        .name = "NotImplemented", .formula = "y = floor(a / b)", .recorded = no_floor_divide};
    return record(info, {a, b}, quotients(a, b), no_floor_divide);
}

Tensor div(const Tensor& a, const Tensor& b, std::optional<std::string_view> rounding_mode) {
    static constexpr OpInfo info{
        .name = "DivBackward2", .formula = "y = a / b, a whole number", .recorded = no_gradient};
    if (!rounding_mode) return div(a, b);
    if (*rounding_mode == "floor") return record(info, {a, b}, quotients(a, b), no_gradient);
    if (*rounding_mode == "trunc") return record(info, {a, b}, truncated(a, b), no_gradient);
    raise(ErrorKind::RuntimeError,
          "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{}'",
          *rounding_mode);
}

// dL/da = dL/dy, dL/db = -dL/dy floor(a / b)
Tensor remainder(const Tensor& a, const Tensor& b, bool number, bool of_number) {
    static constexpr OpInfo info{
        .name = "RemainderBackward1",
        .formula = "y = a - b floor(a / b)",
        .recorded = recorded_pair_steps<decltype(kOne), decltype(kMinusFloor), true>};
    static constexpr OpInfo by_number{
        .name = "RemainderBackward0",
        .formula = "y = a - b floor(a / b)",
        .recorded = recorded_pair_steps<decltype(kOne), decltype(kMinusFloor), true>};
    static constexpr OpInfo unknown{
        .name = "NotImplemented", .formula = "y = a - b floor(a / b)", .recorded = no_remainder};
    check_divisors(b, result_type(a, b));
    const Tensor y =
        map_promoted(a, b, "remainder_cpu", [](auto p, auto q) { return floor_remainder(p, q); });
    if (of_number) {
        return record(unknown, {b}, y, no_remainder);
    }
    return record_pair(number ? by_number : info, a, b, y, kOne, kMinusFloor);
}

// dL/da = dL/dy, dL/db = -dL/dy trunc(a / b)
Tensor fmod(const Tensor& a, const Tensor& b, bool number) {
    static constexpr OpInfo info{
        .name = "FmodBackward1",
        .formula = "y = a - b trunc(a / b)",
        .recorded = recorded_pair_steps<decltype(kOne), decltype(kMinusTrunc), true>};
    static constexpr OpInfo by_number{
        .name = "FmodBackward0",
        .formula = "y = a - b trunc(a / b)",
        .recorded = recorded_pair_steps<decltype(kOne), decltype(kMinusTrunc), true>};
    check_divisors(b, result_type(a, b));
    const Tensor y = map_promoted(a, b, "fmod_cpu", [](auto p, auto q) {
        if constexpr (std::is_integral_v<decltype(p)>) {
            return q == -1 ? 0 : p % q;
        } else {
            return std::fmod(p, q);
        }
    });
    return record_pair(number ? by_number : info, a, b, y, kOne, kMinusTrunc);
}

}  // namespace engine
