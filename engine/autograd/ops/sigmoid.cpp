#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/kernels/elementwise.h"

namespace engine {

// y = 1 / (1 + exp(-x)), element by element.   dL/dx = dL/dy y (1 - y)
Tensor sigmoid(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "SigmoidBackward0",
                                 .formula = "y = 1 / (1 + exp(-x))",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor y = saved.result();
                                     dx.set(0, mul(dy, mul(sub(1.0, y), y)));
                                 }};
    const Tensor packed = raw::floating(x).contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_floating(y.dtype(), "sigmoid", [&]<class T>() {
        kernels::sigmoid<T>(packed.span<T>(), y.mutable_span<T>());
    });
    return finish_unary(info, x, y, inplace, Keeps::Output,
                        [](const Saved& saved, const Tensor& dy, Grads& dx) {
                            const Tensor gradient = dy.contiguous();
                            dispatch_floating(dy.dtype(), "sigmoid", [&]<class T>() {
                                kernels::sigmoid_backward<T>(saved.output().span<T>(),
                                                             gradient.span<T>(), dx.into<T>(0));
                            });
                        });
}

Tensor sigmoid(const Tensor& x) {
    return sigmoid(x, false);
}

}  // namespace engine
