#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/kernels/elementwise.h"
#include "engine/tensor/arithmetic.h"

namespace engine {

namespace {

Tensor power(const Tensor& x, double exponent) {
    const Tensor y = Tensor::like(x);
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "pow", [&]<class T>() {
        kernels::pow<T>(packed.span<T>(), exponent, y.mutable_span<T>());
    });
    return y;
}

}  // namespace

// y = x^p, element by element.   dL/dx = dL/dy p x^(p - 1), 0 for p = 0
Tensor pow(const Tensor& x, double exponent) {
    static constexpr OpInfo info{.name = "PowBackward0", .formula = "y = x^p"};
    return record(info, {x}, power(x, exponent), {.tensors = {x}, .numbers = {exponent}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const double p = saved.number(0);
                      if (p == 0) return dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
                      const Tensor slope = power(saved.tensor(0), p - 1);
                      slope.mul_(p);
                      dx.set(0, raw::binary(kernels::BinaryOp::Mul, dy, slope));
                  });
}

}  // namespace engine
