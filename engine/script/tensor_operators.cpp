#include "engine/script/tensor_operators.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/write_over.h"
#include "engine/base/error.h"
#include "engine/script/tensor_data.h"
#include "engine/tensor/arithmetic.h"

namespace engine::script {

namespace {

using nn::Value;

Tensor operand(const Value& value, const Value& beside) {
    return value.is_tensor() ? value.tensor() : number_beside(beside.tensor().dtype(), value);
}

Tensor power(const Tensor& x, const Value& exponent) {
    if (std::holds_alternative<double>(exponent.data())) {
        return pow(raw::floating(x), exponent.number());
    }
    return whole_pow(x, exponent.integer());
}

}  // namespace

Tensor tensor_operator(std::string_view op, const Value& left, const Value& right) {
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
    write_over(left, [&](const Tensor& before) { return tensor_operator(op, before, right); });
}

Tensor tensor_comparison(std::string_view op, const Value& left, const Value& right) {
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
