// Writes in place that the tape knows of. The value is written by Tensor's member of the same name,
// which checks what autograd forbids; the gradient is that of the op which makes a new tensor.
#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/autograd/write_over.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/overlap.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

namespace {

using kernels::BinaryOp;

// Checks in the caller's grad mode, writes without it.
template <class Write>
void write(const Tensor& x, Write&& write_values) {
    check_inplace(x);
    const NoGrad no_grad;
    write_values();
}

// The same of a write that reads x, or another tensor.
template <class Write>
void change(const Tensor& x, Write&& write_values) {
    check_inplace(x);
    check_written(x);
    write(x, write_values);
}
template <class Write>
void change(const Tensor& x, const Tensor& other, Write&& write_values) {
    check_inplace(x);
    check_written(x, other);
    write(x, write_values);
}

// What x held before it is written over, if other's gradient will need it: a snapshot copies
// nothing until the write.
Tensor value_before(const Tensor& x, const Tensor& other) {
    return needs_grad(other) ? before_writing(x) : Tensor();
}

void pass_on(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, dy);
    if (dx.count() < 2 || !dx.wants(1)) return;
    const double factor = saved.number(0);
    dx.set(1,
           factor == 1 ? dy : raw::binary(BinaryOp::Mul, dy, Tensor::scalar(factor, dy.dtype())));
}

void nothing_passes(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
}

void copy_backward(const Saved&, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
    dx.set(1, dy);
}

// The same in recorded ops.

void recorded_pass_on(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, dy);
    if (dx.count() > 1 && dx.wants(1)) dx.set(1, mul(dy, saved.number(0)));
}
// By a number, or by a tensor.
void recorded_mul(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.count() < 2) return dx.set(0, mul(dy, saved.number(0)));
    if (dx.wants(0)) dx.set(0, mul(dy, saved.tensor(1)));
    if (dx.wants(1)) dx.set(1, mul(dy, saved.tensor(0)));
}
void recorded_div(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.count() < 2) return dx.set(0, div(dy, saved.number(0)));
    const Tensor part = div(dy, saved.tensor(1));
    dx.set(0, part);
    if (dx.wants(1)) dx.set(1, neg(mul(part, div(saved.tensor(0), saved.tensor(1)))));
}

const OpInfo kZero{.name = "ZeroBackward0", .formula = "x = 0", .recorded = nothing_passes};
const OpInfo kFill{.name = "FillBackward0", .formula = "x = value", .recorded = nothing_passes};
const OpInfo kCopy{.name = "CopyBackwards", .formula = "x = source", .recorded = copy_backward};
const OpInfo kAdd{
    .name = "AddBackward0", .formula = "x = x + alpha b", .recorded = recorded_pass_on};
const OpInfo kSub{.name = "SubBackward0", .formula = "x = x - b", .recorded = recorded_pass_on};
const OpInfo kMul{.name = "MulBackward0", .formula = "x = x b", .recorded = recorded_mul};
const OpInfo kDiv{.name = "DivBackward0", .formula = "x = x / b", .recorded = recorded_div};

}  // namespace

void zero_(const Tensor& x) {
    write(x, [&] { x.zero_(); });
    record_inplace(kZero, x, {x}, {}, nothing_passes);
}

void fill_(const Tensor& x, double value) {
    write(x, [&] { x.fill_(value); });
    record_inplace(kFill, x, {x}, {}, nothing_passes);
}

void copy_(const Tensor& x, const Tensor& source) {
    change(x, source, [&] { x.copy_(source); });
    record_inplace(kCopy, x, {x, source}, {}, copy_backward);
}

void add_(const Tensor& x, const Tensor& other, double alpha) {
    change(x, other, [&] { x.add_(other, alpha); });
    record_inplace(kAdd, x, {x, other}, {.numbers = {alpha}}, pass_on);
}

void add_(const Tensor& x, double other) {
    change(x, [&] { x.add_(other); });
    record_inplace(kAdd, x, {x}, {.numbers = {1}}, pass_on);
}

void sub_(const Tensor& x, const Tensor& other) {
    change(x, other, [&] { x.sub_(other); });
    record_inplace(kSub, x, {x, other}, {.numbers = {-1}}, pass_on);
}

void mul_(const Tensor& x, const Tensor& other) {
    const Tensor before = value_before(x, other);
    change(x, other, [&] { x.mul_(other); });
    record_inplace(kMul, x, {x, other}, {.tensors = {before, kept_if(needs_grad(x), other)}},
                   [](const Saved& saved, const Tensor& dy, Grads& dx) {
                       if (dx.wants(0)) dx.set(0, raw::binary(BinaryOp::Mul, dy, saved.tensor(1)));
                       if (dx.wants(1)) dx.set(1, raw::binary(BinaryOp::Mul, dy, saved.tensor(0)));
                   });
}

void mul_(const Tensor& x, double other) {
    change(x, [&] { x.mul_(other); });
    record_inplace(
        kMul, x, {x}, {.numbers = {other}}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, raw::binary(BinaryOp::Mul, dy, Tensor::scalar(saved.number(0), dy.dtype())));
        });
}

void div_(const Tensor& x, const Tensor& other) {
    const Tensor before = value_before(x, other);
    change(x, other, [&] { x.div_(other); });
    record_inplace(kDiv, x, {x, other}, {.tensors = {before, other}},
                   [](const Saved& saved, const Tensor& dy, Grads& dx) {
                       const Tensor part = raw::binary(BinaryOp::Div, dy, saved.tensor(1));
                       dx.set(0, part);
                       if (!dx.wants(1)) return;
                       const Tensor ratio =
                           raw::binary(BinaryOp::Div, saved.tensor(0), saved.tensor(1));
                       dx.set(1, raw::binary(BinaryOp::Mul, raw::binary(BinaryOp::Mul, part, ratio),
                                             Tensor::scalar(-1, dy.dtype())));
                   });
}

void div_(const Tensor& x, double other) {
    change(x, [&] { x.div_(other); });
    record_inplace(
        kDiv, x, {x}, {.numbers = {other}}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, raw::binary(BinaryOp::Div, dy, Tensor::scalar(saved.number(0), dy.dtype())));
        });
}

}  // namespace engine
