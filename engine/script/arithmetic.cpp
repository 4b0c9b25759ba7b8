#include "engine/script/arithmetic.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"

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

nn::Value tensor_arithmetic(std::string_view op, const nn::Value& left, const nn::Value& right) {
    const DType dtype = left.is_tensor() ? left.tensor().dtype() : right.tensor().dtype();
    const Tensor a = as_tensor(left, dtype);
    const Tensor b = as_tensor(right, dtype);
    if (op == "+") return add(a, b);
    if (op == "-") return sub(a, b);
    if (op == "*") return mul(a, b);
    if (op == "/") return div(a, b);
    if (op == "@") return matmul(a, b);
    if (op == "**" && right.is_number()) return pow(a, right.number());
    raise(ErrorKind::SyntaxError,
          "`{}` of tensors is outside the PyTorch subset that Modescope runs", op);
}

nn::Value tensor_compare(std::string_view op, const nn::Value& left, const nn::Value& right) {
    const DType dtype = left.is_tensor() ? left.tensor().dtype() : right.tensor().dtype();
    const Tensor a = as_tensor(left, dtype);
    const Tensor b = as_tensor(right, dtype);
    if (op == "==") return eq(a, b);
    if (op == "!=") return ne(a, b);
    if (op == "<") return lt(a, b);
    if (op == "<=") return le(a, b);
    if (op == ">") return gt(a, b);
    return ge(a, b);
}

// Python rounds towards minus infinity, and the remainder has the divisor's sign.
double floor_mod(double a, double b) {
    const double r = std::fmod(a, b);
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
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
    if (op == "//") return std::floor(a / b);
    if (op == "%") return floor_mod(a, b);
    return std::pow(a, b);
}

std::optional<int64_t> integer_power(int64_t base, int64_t exponent) {
    int64_t result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) && __builtin_mul_overflow(result, base, &result)) return std::nullopt;
        if (exponent > 1 && __builtin_mul_overflow(base, base, &base)) return std::nullopt;
    }
    return result;
}

nn::Value integer_arithmetic(std::string_view op, int64_t a, int64_t b) {
    if (op == "/") {
        if (b == 0) raise(ErrorKind::ZeroDivisionError, "division by zero");
        return static_cast<double>(a) / static_cast<double>(b);
    }
    if (op == "//" || op == "%") {
        if (b == 0) raise(ErrorKind::ZeroDivisionError, "integer division or modulo by zero");
        if (b == -1) return op == "%" ? int64_t{0} : integer_arithmetic("-", 0, a).integer();
        const int64_t remainder = ((a % b) + b) % b;
        return op == "%" ? remainder : (a - remainder) / b;
    }
    if (op == "**" && b < 0) return std::pow(static_cast<double>(a), static_cast<double>(b));
    int64_t result = 0;
    bool overflow = false;
    if (op == "+") {
        overflow = __builtin_add_overflow(a, b, &result);
    } else if (op == "-") {
        overflow = __builtin_sub_overflow(a, b, &result);
    } else if (op == "*") {
        overflow = __builtin_mul_overflow(a, b, &result);
    } else {
        const auto power = integer_power(a, b);
        overflow = !power;
        result = power.value_or(0);
    }
    if (overflow) {
        raise(ErrorKind::RuntimeError,
              "integers beyond 64 bits are outside the PyTorch subset that Modescope runs");
    }
    return result;
}

}  // namespace

Tensor as_tensor(const nn::Value& value, DType dtype) {
    if (value.is_tensor()) return value.tensor();
    return Tensor::scalar(value.number("other"), dtype);
}

nn::Value arithmetic(std::string_view op, const nn::Value& left, const nn::Value& right) {
    const bool numbers = left.is_number() && right.is_number();
    if (left.is_tensor() || right.is_tensor()) {
        if (!(left.is_tensor() || left.is_number()) || !(right.is_tensor() || right.is_number())) {
            unsupported(op, left, right);
        }
        return tensor_arithmetic(op, left, right);
    }
    if (op == "+" && std::holds_alternative<std::string>(left.data()) &&
        std::holds_alternative<std::string>(right.data())) {
        return std::get<std::string>(left.data()) + std::get<std::string>(right.data());
    }
    if (!numbers || op == "@") unsupported(op, left, right);
    if (is_float(left) || is_float(right)) {
        return float_arithmetic(op, left.number(), right.number());
    }
    return integer_arithmetic(op, left.integer(), right.integer());
}

nn::Value compare(std::string_view op, const nn::Value& left, const nn::Value& right) {
    if (left.is_number() && right.is_number()) {
        const double a = left.number();
        const double b = right.number();
        if (op == "==") return a == b;
        if (op == "!=") return a != b;
        if (op == "<") return a < b;
        if (op == "<=") return a <= b;
        if (op == ">") return a > b;
        return a >= b;
    }
    const bool tensors =
        (left.is_tensor() || left.is_number()) && (right.is_tensor() || right.is_number());
    if (tensors) return tensor_compare(op, left, right);
    if (op == "==" || op == "!=") {
        const bool equal =
            left.data().index() == right.data().index() && left.repr() == right.repr();
        return (op == "==") == equal;
    }
    raise(ErrorKind::TypeError, "'{}' not supported between instances of '{}' and '{}'", op,
          left.type_name(), right.type_name());
}

nn::Value negate(std::string_view op, const nn::Value& operand) {
    if (operand.is_tensor()) return op == "-" ? nn::Value(neg(operand.tensor())) : operand;
    if (!operand.is_number()) {
        raise(ErrorKind::TypeError, "bad operand type for unary {}: '{}'", op, operand.type_name());
    }
    if (is_float(operand)) return op == "-" ? -operand.number() : operand.number();
    return op == "-" ? integer_arithmetic("-", 0, operand.integer()) : nn::Value(operand.integer());
}

}  // namespace engine::script
