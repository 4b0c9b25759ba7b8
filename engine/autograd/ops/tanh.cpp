#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/kernels/elementwise.h"

namespace engine {

// y = tanh x, element by element.   dL/dx = dL/dy (1 - y^2)
Tensor tanh(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "TanhBackward0",
                                 .formula = "y = tanh x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor y = saved.result();
                                     dx.set(0, mul(dy, sub(1.0, mul(y, y))));
                                 }};
    const Tensor packed = raw::floating(x).contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_floating(y.dtype(), "tanh",
                      [&]<class T>() { kernels::tanh<T>(packed.span<T>(), y.mutable_span<T>()); });
    return finish_unary(info, x, y, inplace, Keeps::Output,
                        [](const Saved& saved, const Tensor& dy, Grads& dx) {
                            const Tensor gradient = dy.contiguous();
                            dispatch_floating(dy.dtype(), "tanh", [&]<class T>() {
                                kernels::tanh_backward<T>(saved.output().span<T>(),
                                                          gradient.span<T>(), dx.into<T>(0));
                            });
                        });
}

Tensor tanh(const Tensor& x) {
    return tanh(x, false);
}

}  // namespace engine
