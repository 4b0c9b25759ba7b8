#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/kernels/elementwise.h"

namespace engine {

// y = sqrt x, element by element.   dL/dx = dL/dy / (2 y)
Tensor sqrt(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "SqrtBackward0",
                                 .formula = "y = sqrt x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, div(dy, mul(saved.result(), 2)));
                                 }};
    const Tensor packed = raw::floating(x).contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_floating(y.dtype(), "sqrt",
                      [&]<class T>() { kernels::sqrt<T>(packed.span<T>(), y.mutable_span<T>()); });
    return finish_unary(info, x, y, inplace, Keeps::Output,
                        [](const Saved& saved, const Tensor& dy, Grads& dx) {
                            const Tensor twice =
                                raw::binary(kernels::BinaryOp::Add, saved.output(), saved.output());
                            dx.set(0, raw::binary(kernels::BinaryOp::Div, dy, twice));
                        });
}

Tensor sqrt(const Tensor& x) {
    return sqrt(x, false);
}

}  // namespace engine
