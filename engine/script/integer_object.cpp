#include "engine/script/integer_object.h"

#include "engine/base/error.h"

#include <cmath>
#include <utility>

namespace engine::script {

namespace {

constexpr std::size_t kMostDigits = 4300;  // CPython's own limit

bool is_float(const nn::Value& value) {
    return std::holds_alternative<double>(value.data());
}

nn::Value power(const BigInteger& a, const BigInteger& b) {
    if (b.is_negative()) {
        if (a.is_zero()) {
            raise(ErrorKind::ZeroDivisionError, "0.0 cannot be raised to a negative power");
        }
        return std::pow(a.to_double(), b.to_double());
    }
    const auto exponent = b.small();
    const bool unit = a.is_zero() || a.magnitude() == BigInteger(1);
    if (!exponent && !unit) raise(ErrorKind::MemoryError, "");
    if (unit)
        return whole_value(a.is_negative() && !b.is_odd() ? -a : b.is_zero() ? BigInteger(1) : a);
    return whole_value(a.to_the_power(static_cast<uint64_t>(*exponent)));
}

nn::Value shifted(Op op, const BigInteger& a, const BigInteger& b) {
    if (b.is_negative()) raise(ErrorKind::ValueError, "negative shift count");
    const auto bits = b.small();
    if (op == Op::Left) {
        if (a.is_zero()) return 0;
        if (!bits) raise(ErrorKind::OverflowError, "too many digits in integer");
        return whole_value(a.shifted_left(static_cast<std::size_t>(*bits)));
    }
    const std::size_t all = a.bit_length() + 1;
    return whole_value(a.shifted_right(
        bits && static_cast<uint64_t>(*bits) < all ? static_cast<std::size_t>(*bits) : all));
}

/// -1, 0 or 1; what is no number is nothing.
std::optional<int> order_with_double(const BigInteger& a, double b) {
    if (std::isnan(b)) return std::nullopt;
    if (std::isinf(b)) return b > 0 ? -1 : 1;
    const BigInteger whole = BigInteger::of_double(b);
    if (a != whole) return a < whole ? -1 : 1;
    const double rest = b - std::trunc(b);
    return rest == 0 ? 0 : rest > 0 ? -1 : 1;
}

bool answer(Op op, int order) {
    switch (op) {
        case Op::Eq:
            return order == 0;
        case Op::Ne:
            return order != 0;
        case Op::Lt:
            return order < 0;
        case Op::Le:
            return order <= 0;
        case Op::Gt:
            return order > 0;
        default:
            return order >= 0;
    }
}

nn::Value with_float(Op op, double a, double b) {
    const auto divisor = [b](std::string_view words) {
        if (b == 0) raise(ErrorKind::ZeroDivisionError, "{}", words);
        return b;
    };
    const auto modulo = [](double x, double y) {
        const double rest = std::fmod(x, y);
        return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
    };
    switch (op) {
        case Op::Add:
            return a + b;
        case Op::Sub:
            return a - b;
        case Op::Mul:
            return a * b;
        case Op::Div:
            return a / divisor("float division by zero");
        case Op::FloorDiv:
            return std::floor((a - modulo(a, divisor("float floor division by zero"))) / b);
        case Op::Mod:
            return modulo(a, divisor("float modulo"));
        default: {
            const double result = std::pow(a, b);
            if (std::isinf(result) && std::isfinite(a) && std::isfinite(b)) {
                raise(ErrorKind::OverflowError, "(34, 'Numerical result out of range')");
            }
            return result;
        }
    }
}

[[noreturn]] void refuse_tensor() {
    raise(ErrorKind::RuntimeError, "Overflow when unpacking long");
}

}  // namespace

std::string IntegerObject::repr() const {
    // 3.33 bits a digit: what is surely too long is not even written.
    if (value.bit_length() < kMostDigits * 4) {
        const std::string digits = value.digits();
        if (digits.size() <= kMostDigits) return (value.is_negative() ? "-" : "") + digits;
    }
    raise(ErrorKind::ValueError,
          "Exceeds the limit ({} digits) for integer string conversion; use "
          "sys.set_int_max_str_digits() to increase the limit",
          kMostDigits);
}

nn::Value whole_value(BigInteger value) {
    if (const auto small = value.small()) return *small;
    auto made = std::make_shared<IntegerObject>();
    made->value = std::move(value);
    return nn::ObjectPtr(std::move(made));
}

std::optional<BigInteger> whole_of(const nn::Value& value) {
    if (const auto* wide = as<IntegerObject>(value)) return wide->value;
    if (value.is_number() && !is_float(value)) return BigInteger(value.integer());
    return std::nullopt;
}

const BigInteger* wide_integer(const nn::Value& value) {
    const auto* wide = as<IntegerObject>(value);
    return wide == nullptr ? nullptr : &wide->value;
}

int64_t hash_of_wide(const BigInteger& value) {
    const BigInteger modulus((int64_t{1} << 61) - 1);
    const auto rest = *BigInteger::divided(value.magnitude(), modulus).second.small();
    return value.is_negative() ? (rest == 1 ? -2 : -rest) : rest;
}

nn::Value wide_arithmetic(Op op, const BigInteger& a, const BigInteger& b) {
    switch (op) {
        case Op::Add:
            return whole_value(a + b);
        case Op::Sub:
            return whole_value(a - b);
        case Op::Mul:
            return whole_value(a * b);
        case Op::Div:
            if (b.is_zero()) raise(ErrorKind::ZeroDivisionError, "division by zero");
            return BigInteger::ratio(a, b);
        case Op::FloorDiv:
        case Op::Mod: {
            if (b.is_zero()) {
                raise(ErrorKind::ZeroDivisionError, "integer {} by zero",
                      op == Op::Mod ? "modulo" : "division or modulo");
            }
            auto [quotient, rest] = BigInteger::divided(a, b);
            return whole_value(op == Op::Mod ? std::move(rest) : std::move(quotient));
        }
        case Op::BitAnd:
            return whole_value(a & b);
        case Op::BitOr:
            return whole_value(a | b);
        case Op::BitXor:
            return whole_value(a ^ b);
        case Op::Left:
        case Op::Right:
            return shifted(op, a, b);
        default:
            return power(a, b);
    }
}

std::optional<nn::Value> wide_operator(Op op, const nn::Value& left, const nn::Value& right) {
    if (!is_wide(left) && !is_wide(right)) return std::nullopt;
    const nn::Value& other = is_wide(left) ? right : left;
    if (other.is_tensor()) refuse_tensor();
    if (op == Op::Mul && (other.text() != nullptr || other.sequence() != nullptr)) {
        raise(ErrorKind::OverflowError, "cannot fit 'int' into an index-sized integer");
    }
    const auto a = whole_of(left), b = whole_of(right);
    if (op == Op::MatMul) return std::nullopt;
    if (a && b) return wide_arithmetic(op, *a, *b);
    const bool bits = op == Op::BitAnd || op == Op::BitOr || op == Op::BitXor || op == Op::Left ||
                      op == Op::Right;
    if (!is_float(other) || bits) return std::nullopt;
    return a ? with_float(op, a->to_double(), right.number())
             : with_float(op, left.number(), b->to_double());
}

std::optional<nn::Value> wide_comparison(Op op, const nn::Value& left, const nn::Value& right) {
    if (!is_wide(left) && !is_wide(right)) return std::nullopt;
    if (left.is_tensor() || right.is_tensor()) refuse_tensor();
    const auto a = whole_of(left), b = whole_of(right);
    if (a && b) return nn::Value(answer(op, *a < *b ? -1 : *a == *b ? 0 : 1));
    const nn::Value& other = a ? right : left;
    if (!is_float(other)) return std::nullopt;
    const auto order = order_with_double(a ? *a : *b, other.number());
    if (!order) return nn::Value(op == Op::Ne);
    return nn::Value(answer(op, a ? *order : -*order));
}

nn::Value wide_unary(Op op, const BigInteger& operand) {
    if (op == Op::Neg) return whole_value(-operand);
    if (op == Op::Invert) return whole_value(-operand - BigInteger(1));
    return whole_value(operand);
}

}  // namespace engine::script
