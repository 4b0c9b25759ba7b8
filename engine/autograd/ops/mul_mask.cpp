#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

namespace {

const OpInfo kMul{.name = "MulBackward0",
                  .formula = "y = x noise",
                  .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, mul(dy, saved.tensor(0)));
                  }};

void mul_mask_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, raw::binary(kernels::BinaryOp::Mul, dy, saved.tensor(0)));
}

}  // namespace

// y = x noise, where noise is a constant: 0 or 1 / (1 - p).   dL/dx = dL/dy noise
Tensor mul_mask(const Tensor& x, const Tensor& noise) {
    return record(kMul, {x}, raw::binary(kernels::BinaryOp::Mul, x, noise), {.tensors = {noise}},
                  mul_mask_backward);
}

void mul_mask_(const Tensor& x, const Tensor& noise) {
    x.mul_(noise);
    record_inplace(kMul, x, {x}, {.tensors = {noise}}, mul_mask_backward);
}

}  // namespace engine
