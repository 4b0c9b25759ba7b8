// y = a + alpha b, a - b, a b, a / b, -x, element by element, with broadcasting.
#include "engine/tensor/arithmetic.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/record.h"
#include "engine/kernels/elementwise.h"

namespace engine {

namespace {

using kernels::BinaryOp;

// A Python number beside a tensor, in the dtype that the two meet in.
Tensor number(const Tensor& beside, double value) {
    return Tensor::scalar(value, result_type(beside, value));
}

Tensor scaled(const Tensor& x, double factor) {
    return factor == 1 ? x : raw::binary(BinaryOp::Mul, x, Tensor::scalar(factor, x.dtype()));
}

Tensor negative(const Tensor& x) {
    return scaled(x, -1);
}

// dL/da = dL/dy, dL/db = alpha dL/dy
void add_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, dy);
    if (dx.count() > 1 && dx.wants(1)) dx.set(1, scaled(dy, saved.number(0)));
}

// The same in recorded ops.

void recorded_add(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, dy);
    if (dx.count() > 1 && dx.wants(1)) {
        dx.set(1, saved.number(0) == 1 ? dy : mul(dy, saved.number(0)));
    }
}
void recorded_rsub(const Saved&, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) dx.set(0, neg(dy));
    if (dx.count() > 1) dx.set(1, dy);
}
void recorded_mul(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) dx.set(0, mul(dy, saved.tensor(1)));
    if (dx.wants(1)) dx.set(1, mul(dy, saved.tensor(0)));
}
void recorded_scale(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, mul(dy, saved.number(0)));
}
void recorded_div(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor part = div(dy, saved.tensor(1));
    dx.set(0, part);
    if (dx.wants(1)) dx.set(1, mul(neg(part), div(saved.tensor(0), saved.tensor(1))));
}
void recorded_divide(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, div(dy, saved.number(0)));
}
void recorded_reciprocal(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor b = saved.tensor(1);
    dx.set(0, div(mul(dy, -saved.number(0)), mul(b, b)));
}
void recorded_neg(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, neg(dy));
}

const OpInfo kAdd{.name = "AddBackward0", .formula = "y = a + alpha b", .recorded = recorded_add};
const OpInfo kSub{.name = "SubBackward0", .formula = "y = a - b", .recorded = recorded_add};
const OpInfo kRsub{.name = "RsubBackward1", .formula = "y = b - a", .recorded = recorded_rsub};
const OpInfo kRsubTensor{
    .name = "RsubBackward0", .formula = "y = b - a", .recorded = recorded_rsub};
const OpInfo kMul{.name = "MulBackward0", .formula = "y = a b", .recorded = recorded_mul};
const OpInfo kScale{.name = "MulBackward0", .formula = "y = a b", .recorded = recorded_scale};
const OpInfo kDiv{.name = "DivBackward0", .formula = "y = a / b", .recorded = recorded_div};
const OpInfo kDivide{.name = "DivBackward0", .formula = "y = a / b", .recorded = recorded_divide};
const OpInfo kReciprocal{
    .name = "MulBackward0", .formula = "y = b (1 / a)", .recorded = recorded_reciprocal};

void check_sub(const Tensor& a, const Tensor& b) {
    // Two bools have words of their own: raw::binary's.
    if ((a.dtype() == DType::Bool) == (b.dtype() == DType::Bool)) return;
    raise(ErrorKind::RuntimeError,
          "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying "
          "to invert a mask, use the `~` or `logical_not()` operator instead.");
}

}  // namespace

Tensor add(const Tensor& a, const Tensor& b, double alpha) {
    return record(kAdd, {a, b}, raw::binary(BinaryOp::Add, a, scaled(b, alpha)),
                  {.numbers = {alpha}}, add_backward);
}

Tensor add(const Tensor& a, double b) {
    return record(kAdd, {a}, raw::binary(BinaryOp::Add, a, number(a, b)), {.numbers = {1}},
                  add_backward);
}

Tensor sub(const Tensor& a, const Tensor& b) {
    check_sub(a, b);
    return record(kSub, {a, b}, raw::binary(BinaryOp::Sub, a, b), {.numbers = {-1}}, add_backward);
}

Tensor sub(const Tensor& a, double b) {
    return record(kSub, {a}, raw::binary(BinaryOp::Sub, a, number(a, b)), {.numbers = {-1}},
                  add_backward);
}

Tensor sub(double a, const Tensor& b) {
    return record(kRsub, {b}, raw::binary(BinaryOp::Sub, number(b, a), b),
                  [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, negative(dy)); });
}

Tensor rsub(const Tensor& x, const Tensor& minuend, bool number) {
    check_sub(minuend, x);
    return record(number ? kRsub : kRsubTensor, {x, minuend},
                  raw::binary(BinaryOp::Sub, minuend, x),
                  [](const Saved&, const Tensor& dy, Grads& dx) {
                      if (dx.wants(0)) dx.set(0, negative(dy));
                      dx.set(1, dy);
                  });
}

// dL/da = dL/dy b, dL/db = dL/dy a: each operand is kept only if the other needs it
Tensor mul(const Tensor& a, const Tensor& b) {
    return record(kMul, {a, b}, raw::binary(BinaryOp::Mul, a, b),
                  {.tensors = {kept_if(needs_grad(b), a), kept_if(needs_grad(a), b)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      if (dx.wants(0)) dx.set(0, raw::binary(BinaryOp::Mul, dy, saved.tensor(1)));
                      if (dx.wants(1)) dx.set(1, raw::binary(BinaryOp::Mul, dy, saved.tensor(0)));
                  });
}

Tensor mul(const Tensor& a, double b) {
    return record(kScale, {a}, raw::binary(BinaryOp::Mul, a, number(a, b)), {.numbers = {b}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, scaled(dy, saved.number(0)));
                  });
}

// dL/da = dL/dy / b, dL/db = -dL/dy a / b^2
Tensor div(const Tensor& a, const Tensor& b) {
    return record(
        kDiv, {a, b}, raw::binary(BinaryOp::Div, a, b), {.tensors = {kept_if(needs_grad(b), a), b}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor part = raw::binary(BinaryOp::Div, dy, saved.tensor(1));
            dx.set(0, part);
            if (!dx.wants(1)) return;
            const Tensor ratio = raw::binary(BinaryOp::Div, saved.tensor(0), saved.tensor(1));
            dx.set(1, negative(raw::binary(BinaryOp::Mul, part, ratio)));
        });
}

Tensor div(const Tensor& a, double b) {
    return record(
        kDivide, {a}, raw::binary(BinaryOp::Div, a, number(a, b)), {.numbers = {b}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, raw::binary(BinaryOp::Div, dy, Tensor::scalar(saved.number(0), dy.dtype())));
        });
}

// As PyTorch does it: b.reciprocal() * a
Tensor div(double a, const Tensor& b) {
    const Tensor inverse = raw::binary(BinaryOp::Div, Tensor::scalar(1, result_type(b, 0.5)), b);
    return record(kReciprocal, {b}, raw::binary(BinaryOp::Mul, inverse, number(inverse, a)),
                  {.tensors = {inverse, b}, .numbers = {a}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor square =
                          raw::binary(BinaryOp::Mul, saved.tensor(0), saved.tensor(0));
                      dx.set(0, scaled(raw::binary(BinaryOp::Mul, dy, square), -saved.number(0)));
                  });
}

Tensor neg(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{
        .name = "NegBackward0", .formula = "y = -x", .recorded = recorded_neg};
    if (x.dtype() == DType::Bool) {
        raise(ErrorKind::RuntimeError,
              "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
              "invert a mask, use the `~` or `logical_not()` operator instead.");
    }
    return finish_unary(info, x, negative(x), inplace, Keeps::Nothing,
                        [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, negative(dy)); });
}

Tensor neg(const Tensor& x) {
    return neg(x, false);
}

Tensor eq(const Tensor& a, const Tensor& b) {
    return raw::compare(kernels::CompareOp::Equal, a, b);
}
Tensor ne(const Tensor& a, const Tensor& b) {
    return raw::compare(kernels::CompareOp::NotEqual, a, b);
}
Tensor lt(const Tensor& a, const Tensor& b) {
    return raw::compare(kernels::CompareOp::Less, a, b);
}
Tensor le(const Tensor& a, const Tensor& b) {
    return raw::compare(kernels::CompareOp::LessEqual, a, b);
}
Tensor gt(const Tensor& a, const Tensor& b) {
    return raw::compare(kernels::CompareOp::Greater, a, b);
}
Tensor ge(const Tensor& a, const Tensor& b) {
    return raw::compare(kernels::CompareOp::GreaterEqual, a, b);
}

}  // namespace engine
