#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/kernels/elementwise.h"

namespace engine {

// y = exp x, element by element.   dL/dx = dL/dy y
Tensor exp(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "ExpBackward0",
                                 .formula = "y = exp x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, saved.result()));
                                 }};
    const Tensor packed = raw::floating(x).contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_floating(y.dtype(), "exp",
                      [&]<class T>() { kernels::exp<T>(packed.span<T>(), y.mutable_span<T>()); });
    return finish_unary(info, x, y, inplace, Keeps::Output,
                        [](const Saved& saved, const Tensor& dy, Grads& dx) {
                            dx.set(0, raw::binary(kernels::BinaryOp::Mul, dy, saved.output()));
                        });
}

Tensor exp(const Tensor& x) {
    return exp(x, false);
}

}  // namespace engine
