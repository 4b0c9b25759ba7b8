#include "engine/script/arithmetic.h"

#include "engine/base/error.h"
#include "engine/nn/container_protocol.h"
#include "engine/script/integer_object.h"
#include "engine/script/tensor_operators.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace engine::script {
namespace {

[[noreturn]] void unsupported(std::string_view op, const nn::Value& left, const nn::Value& right) {
    raise(ErrorKind::TypeError, "unsupported operand type(s) for {}: '{}' and '{}'",
          op == "**" ? "** or pow()" : op, left.type_name(), right.type_name());
}

bool is_float(const nn::Value& value) {
    return std::holds_alternative<double>(value.data());
}

/// Containers of modules: Sequential + Sequential, ModuleList + list, 2 * Sequential.
nn::Value module_arithmetic(std::string_view op, const nn::Value& left, const nn::Value& right) {
    const auto* module = std::get_if<nn::ModulePtr>(&left.data());
    if (module && *module && op == "+") return nn::add(**module, right);
    if (module && *module && op == "*") return nn::multiply(**module, right);
    const auto* second = std::get_if<nn::ModulePtr>(&right.data());
    const nn::Container* container = second && *second ? (*second)->behaviour().container : nullptr;
    if (op == "*" && container && container->multiply) return nn::multiply(**second, left);
    unsupported(op, left, right);
}

// Python rounds towards minus infinity, and the remainder has the divisor's sign.
double floor_mod(double a, double b) {
    const double r = std::fmod(a, b);
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

// Of what the remainder leaves, so that 1e-3 // 1e-4 is 9.0 as in CPython.
double floor_quotient(double a, double b) {
    const double quotient = (a - floor_mod(a, b)) / b;
    const double whole = std::floor(quotient);
    return quotient - whole > 0.5 ? whole + 1 : whole;
}

double float_power(double a, double b) {
    if (a == 0 && b < 0) {
        raise(ErrorKind::ZeroDivisionError, "0.0 cannot be raised to a negative power");
    }
    if (a < 0 && std::isfinite(a) && std::isfinite(b) && std::trunc(b) != b) {
        raise(ErrorKind::ValueError,
              "complex numbers are outside the PyTorch subset that Modescope runs");
    }
    const double power = std::pow(a, b);
    if (std::isinf(power) && std::isfinite(a) && std::isfinite(b)) {
        raise(ErrorKind::OverflowError, "(34, 'Numerical result out of range')");
    }
    return power;
}

nn::Value float_arithmetic(std::string_view op, double a, double b) {
    const bool divides = op == "/" || op == "//" || op == "%";
    if (divides && b == 0) {
        raise(ErrorKind::ZeroDivisionError, "{}",
              op == "/"   ? "float division by zero"
              : op == "%" ? "float modulo"
                          : "float floor division by zero");
    }
    if (op == "+") return a + b;
    if (op == "-") return a - b;
    if (op == "*") return a * b;
    if (op == "/") return a / b;
    if (op == "//") return floor_quotient(a, b);
    if (op == "%") return floor_mod(a, b);
    return float_power(a, b);
}

std::optional<int64_t> integer_power(int64_t base, int64_t exponent) {
    int64_t result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) && __builtin_mul_overflow(result, base, &result)) return std::nullopt;
        if (exponent > 1 && __builtin_mul_overflow(base, base, &base)) return std::nullopt;
    }
    return result;
}

nn::Value beyond(Op op, int64_t a, int64_t b) {
    return wide_arithmetic(op, BigInteger(a), BigInteger(b));
}

nn::Value shifted(std::string_view op, int64_t a, int64_t b) {
    if (b < 0) raise(ErrorKind::ValueError, "negative shift count");
    if (op == ">>") return a >> std::min<int64_t>(b, 63);
    if (a == 0) return 0;
    int64_t result = 0;
    if (b > 62 || __builtin_mul_overflow(a, int64_t{1} << b, &result)) {
        return beyond(Op::Left, a, b);
    }
    return result;
}

nn::Value integer_arithmetic(std::string_view op, int64_t a, int64_t b) {
    if (op == "/") {
        if (b == 0) raise(ErrorKind::ZeroDivisionError, "division by zero");
        // Beyond 2 ** 53 the operands are no doubles, and their quotient is rounded once.
        constexpr int64_t kExact = int64_t{1} << 53;
        if (a >= -kExact && a <= kExact && b >= -kExact && b <= kExact) {
            return static_cast<double>(a) / static_cast<double>(b);
        }
        return beyond(Op::Div, a, b);
    }
    if (op == "//" || op == "%") {
        if (b == 0) {
            raise(ErrorKind::ZeroDivisionError, "integer {} by zero",
                  op == "%" ? "modulo" : "division or modulo");
        }
        if (b == -1) return op == "%" ? nn::Value(0) : integer_arithmetic("-", 0, a);
        int64_t remainder = a % b;
        if (remainder != 0 && (remainder < 0) != (b < 0)) remainder += b;
        return op == "%" ? remainder : a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
    }
    if (op == "**" && b < 0) return float_power(static_cast<double>(a), static_cast<double>(b));
    if (op == "&") return a & b;
    if (op == "|") return a | b;
    if (op == "^") return a ^ b;
    if (op == "<<" || op == ">>") return shifted(op, a, b);
    int64_t result = 0;
    bool overflow = false;
    Op wide = Op::Pow;
    if (op == "+") {
        wide = Op::Add;
        overflow = __builtin_add_overflow(a, b, &result);
    } else if (op == "-") {
        wide = Op::Sub;
        overflow = __builtin_sub_overflow(a, b, &result);
    } else if (op == "*") {
        wide = Op::Mul;
        overflow = __builtin_mul_overflow(a, b, &result);
    } else {
        const auto power = integer_power(a, b);
        overflow = !power;
        result = power.value_or(0);
    }
    if (overflow) return beyond(wide, a, b);
    return result;
}

}  // namespace

nn::Value arithmetic(std::string_view op, const nn::Value& left, const nn::Value& right) {
    const bool numbers = left.is_number() && right.is_number();
    if (left.is_tensor() || right.is_tensor()) {
        if (!(left.is_tensor() || left.is_number()) || !(right.is_tensor() || right.is_number())) {
            unsupported(op, left, right);
        }
        return tensor_operator(op, left, right);
    }
    if (std::holds_alternative<nn::ModulePtr>(left.data()) ||
        std::holds_alternative<nn::ModulePtr>(right.data())) {
        return module_arithmetic(op, left, right);
    }
    if (op == "+" && std::holds_alternative<std::string>(left.data()) &&
        std::holds_alternative<std::string>(right.data())) {
        return std::get<std::string>(left.data()) + std::get<std::string>(right.data());
    }
    if (!numbers || op == "@") unsupported(op, left, right);
    const bool of_bits = op == "&" || op == "|" || op == "^" || op == "<<" || op == ">>";
    if (is_float(left) || is_float(right)) {
        if (of_bits) unsupported(op, left, right);
        return float_arithmetic(op, left.number(), right.number());
    }
    const nn::Value result = integer_arithmetic(op, left.integer(), right.integer());
    // Python's bools stay bools under & | ^.
    const bool bools =
        std::holds_alternative<bool>(left.data()) && std::holds_alternative<bool>(right.data());
    return bools && of_bits && op.size() == 1 ? nn::Value(result.truth()) : result;
}

namespace {

/// An int and a float of which a double does not hold the int.
nn::Value exact_comparison(std::string_view op, const nn::Value& left, const nn::Value& right) {
    const double real = is_float(left) ? left.number() : right.number();
    const int64_t whole = is_float(left) ? right.integer() : left.integer();
    const auto answer = [&](int order) -> nn::Value {
        if (op == "==") return order == 0;
        if (op == "!=") return order != 0;
        if (op == "<") return order < 0;
        if (op == "<=") return order <= 0;
        if (op == ">") return order > 0;
        return order >= 0;
    };
    if (std::isnan(real)) return op == "!=";
    constexpr double kBeyond = 9223372036854775808.0;
    int order = 0;  // of the int
    if (real >= kBeyond || real < -kBeyond) {
        order = real > 0 ? -1 : 1;
    } else if (const auto near = static_cast<int64_t>(real); whole != near) {
        order = whole < near ? -1 : 1;
    } else {
        const double rest = real - std::trunc(real);
        order = rest > 0 ? -1 : rest < 0 ? 1 : 0;
    }
    return answer(is_float(left) ? -order : order);
}

}  // namespace

nn::Value compare(std::string_view op, const nn::Value& left, const nn::Value& right) {
    if (left.is_number() && right.is_number()) {
        const auto answer = [&](auto a, auto b) -> nn::Value {
            if (op == "==") return a == b;
            if (op == "!=") return a != b;
            if (op == "<") return a < b;
            if (op == "<=") return a <= b;
            if (op == ">") return a > b;
            return a >= b;
        };
        // Beyond 2 ** 53 a double knows not every whole number.
        if (!is_float(left) && !is_float(right)) return answer(left.integer(), right.integer());
        constexpr double kExact = 9007199254740992.0;
        if (std::abs(left.number()) >= kExact && is_float(left) != is_float(right)) {
            return exact_comparison(op, left, right);
        }
        return answer(left.number(), right.number());
    }
    const bool tensors =
        (left.is_tensor() || left.is_number()) && (right.is_tensor() || right.is_number());
    if (tensors) return tensor_comparison(op, left, right);
    if (op == "==" || op == "!=") {
        const bool equal =
            left.data().index() == right.data().index() && left.repr() == right.repr();
        return (op == "==") == equal;
    }
    raise(ErrorKind::TypeError, "'{}' not supported between instances of '{}' and '{}'", op,
          left.type_name(), right.type_name());
}

nn::Value negate(std::string_view op, const nn::Value& operand) {
    if (operand.is_tensor()) return tensor_unary(op, operand.tensor());
    if (!operand.is_number() || (op == "~" && is_float(operand))) {
        raise(ErrorKind::TypeError, "bad operand type for unary {}: '{}'", op, operand.type_name());
    }
    if (op == "~") return -operand.integer() - 1;
    if (is_float(operand)) return op == "-" ? -operand.number() : operand.number();
    return op == "-" ? integer_arithmetic("-", 0, operand.integer()) : nn::Value(operand.integer());
}

}  // namespace engine::script
