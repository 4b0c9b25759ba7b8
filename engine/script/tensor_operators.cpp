#include "engine/script/tensor_operators.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/write_over.h"
#include "engine/base/error.h"
#include "engine/script/tensor_data.h"
#include "engine/script/uninitialized.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/meta_pass.h"
#include "engine/tensor/overlap.h"

#include <array>

namespace engine::script {

namespace {

using nn::Value;

Tensor operand(const Value& value, const Value& beside) {
    return value.is_tensor() ? value.tensor() : number_beside(beside.tensor().dtype(), value);
}

/// The method that an operator calls.
std::string_view method_of(std::string_view op, bool reflected) {
    constexpr std::array<std::string_view, 3> kMethods[] = {{"+", "add", "add"},
                                                            {"-", "sub", "rsub"},
                                                            {"*", "mul", "mul"},
                                                            {"/", "div", "rdiv"},
                                                            {"//", "floor_divide", "floor_divide"},
                                                            {"%", "remainder", "rmod"},
                                                            {"**", "pow", "rpow"},
                                                            {"@", "matmul", "matmul"},
                                                            {"==", "eq", "eq"},
                                                            {"!=", "ne", "ne"},
                                                            {"<", "lt", "gt"},
                                                            {"<=", "le", "ge"},
                                                            {">", "gt", "lt"},
                                                            {">=", "ge", "le"},
                                                            {"&", "__and__", "__rand__"},
                                                            {"|", "__or__", "__ror__"},
                                                            {"^", "__xor__", "__rxor__"},
                                                            {"<<", "__lshift__", "__rlshift__"},
                                                            {">>", "__rshift__", "__rrshift__"}};
    for (const auto& [symbol, plain, turned] : kMethods) {
        if (symbol == op) return reflected ? turned : plain;
    }
    return op;
}

void check_initialized(std::string_view method, const Value& value) {
    if (!value.is_tensor() || !value.tensor().is_uninitialized()) return;
    refuse_uninitialized(value.tensor(),
                         fmt::format("<method '{}' of 'torch._C._TensorBase' objects>", method));
}

void check_initialized(std::string_view op, const Value& left, const Value& right) {
    check_initialized(method_of(op, false), left);
    check_initialized(method_of(op, !left.is_tensor()), right);
}

bool on_meta(const Value& value) {
    return value.is_tensor() && value.tensor().is_meta();
}

Tensor power(const Tensor& x, const Value& exponent) {
    if (std::holds_alternative<double>(exponent.data())) {
        return pow(raw::floating(x), exponent.number());
    }
    return whole_pow(x, exponent.integer());
}

}  // namespace

Tensor tensor_operator(std::string_view op, const Value& left, const Value& right) {
    const MetaScope scope(on_meta(left) || on_meta(right));
    check_initialized(op, left, right);
    const bool of_number = !left.is_tensor();
    const bool by_number = !right.is_tensor();
    if (op == "@" && (of_number || by_number)) {
        raise(ErrorKind::TypeError, "unsupported operand type(s) for @: '{}' and '{}'",
              left.type_name(), right.type_name());
    }
    if (op == "**" && by_number) return power(left.tensor(), right);
    const Tensor a = operand(left, right);
    const Tensor b = operand(right, left);
    if (op == "+") return add(a, b);
    if (op == "-") return of_number ? rsub(b, a, true) : sub(a, b);
    if (op == "*") return mul(a, b);
    // As PyTorch does it: 1 / x is x.reciprocal() * 1.
    if (op == "/") return of_number ? mul(reciprocal(b), a) : div(a, b);
    if (op == "//") return floor_divide(a, b);
    if (op == "%") return remainder(a, b, by_number, of_number);
    if (op == "**") return pow(a, b);
    if (op == "@") return matmul(a, b);
    if (op == "&") return bitwise_and(a, b);
    if (op == "|") return bitwise_or(a, b);
    if (op == "^") return bitwise_xor(a, b);
    return op == "<<" ? left_shift(a, b) : right_shift(a, b);
}

void tensor_operator_inplace(std::string_view op, const Tensor& left, const Value& right) {
    const MetaScope scope(left.is_meta() || on_meta(right));
    write_over(left, [&](const Tensor& before) {
        if (right.is_tensor()) check_written(left, right.tensor());
        return tensor_operator(op, before, right);
    });
}

Tensor tensor_comparison(std::string_view op, const Value& left, const Value& right) {
    const MetaScope scope(on_meta(left) || on_meta(right));
    check_initialized(op, left, right);
    const Tensor a = operand(left, right);
    const Tensor b = operand(right, left);
    if (op == "==") return eq(a, b);
    if (op == "!=") return ne(a, b);
    if (op == "<") return lt(a, b);
    if (op == "<=") return le(a, b);
    if (op == ">") return gt(a, b);
    return ge(a, b);
}

Tensor tensor_unary(std::string_view op, const Tensor& x) {
    const MetaScope scope(x.is_meta());
    check_initialized(op == "-" ? "neg" : op == "+" ? "positive" : "__invert__", x);
    if (op == "-") return neg(x);
    if (op == "+") {
        if (x.dtype() == DType::Bool) {
            raise(ErrorKind::RuntimeError, "The `+` operator, on a bool tensor is not supported.");
        }
        return x;
    }
    if (is_floating(x.dtype())) {
        raise(ErrorKind::TypeError,
              "~ (operator.invert) is only implemented on integer and Boolean-type tensors");
    }
    return bitwise_not(x);
}

}  // namespace engine::script
