// Writes in place that the tape knows of. The value is written by Tensor's member of the same name,
// which checks what autograd forbids; the gradient is that of the op which makes a new tensor.
#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
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

// What x held before it is written over, if other's gradient will need it: a snapshot copies
// nothing until the write.
Tensor value_before(const Tensor& x, const Tensor& other) {
    return needs_grad(other) ? x.snapshot() : Tensor();
}

void pass_on(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, dy);
    if (dx.count() < 2 || !dx.wants(1)) return;
    const double factor = saved.number(0);
    dx.set(1,
           factor == 1 ? dy : raw::binary(BinaryOp::Mul, dy, Tensor::scalar(factor, dy.dtype())));
}

const OpInfo kZero{.name = "ZeroBackward0", .formula = "x = 0"};
const OpInfo kFill{.name = "FillBackward0", .formula = "x = value"};
const OpInfo kCopy{.name = "CopyBackwards", .formula = "x = source"};
const OpInfo kAdd{.name = "AddBackward0", .formula = "x = x + alpha b"};
const OpInfo kSub{.name = "SubBackward0", .formula = "x = x - b"};
const OpInfo kMul{.name = "MulBackward0", .formula = "x = x b"};
const OpInfo kDiv{.name = "DivBackward0", .formula = "x = x / b"};

void nothing_passes(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
}

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
    write(x, [&] { x.copy_(source); });
    record_inplace(kCopy, x, {x, source}, {}, [](const Saved&, const Tensor& dy, Grads& dx) {
        if (dx.wants(0)) dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
        dx.set(1, dy);
    });
}

void add_(const Tensor& x, const Tensor& other, double alpha) {
    write(x, [&] { x.add_(other, alpha); });
    record_inplace(kAdd, x, {x, other}, {.numbers = {alpha}}, pass_on);
}

void add_(const Tensor& x, double other) {
    write(x, [&] { x.add_(other); });
    record_inplace(kAdd, x, {x}, {.numbers = {1}}, pass_on);
}

void sub_(const Tensor& x, const Tensor& other) {
    write(x, [&] { x.sub_(other); });
    record_inplace(kSub, x, {x, other}, {.numbers = {-1}}, pass_on);
}

void mul_(const Tensor& x, const Tensor& other) {
    const Tensor before = value_before(x, other);
    write(x, [&] { x.mul_(other); });
    record_inplace(kMul, x, {x, other}, {.tensors = {before, kept_if(needs_grad(x), other)}},
                   [](const Saved& saved, const Tensor& dy, Grads& dx) {
                       if (dx.wants(0)) dx.set(0, raw::binary(BinaryOp::Mul, dy, saved.tensor(1)));
                       if (dx.wants(1)) dx.set(1, raw::binary(BinaryOp::Mul, dy, saved.tensor(0)));
                   });
}

void mul_(const Tensor& x, double other) {
    write(x, [&] { x.mul_(other); });
    record_inplace(
        kMul, x, {x}, {.numbers = {other}}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, raw::binary(BinaryOp::Mul, dy, Tensor::scalar(saved.number(0), dy.dtype())));
        });
}

void div_(const Tensor& x, const Tensor& other) {
    const Tensor before = value_before(x, other);
    write(x, [&] { x.div_(other); });
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
    write(x, [&] { x.div_(other); });
    record_inplace(
        kDiv, x, {x}, {.numbers = {other}}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, raw::binary(BinaryOp::Div, dy, Tensor::scalar(saved.number(0), dy.dtype())));
        });
}

}  // namespace engine
