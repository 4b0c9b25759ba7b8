#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/kernels/elementwise.h"

namespace engine {

// y = log x, element by element.   dL/dx = dL/dy / x
Tensor log(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "LogBackward0",
                                 .formula = "y = log x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, div(dy, saved.tensor(0)));
                                 }};
    const Tensor packed = raw::floating(x).contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_floating(y.dtype(), "log",
                      [&]<class T>() { kernels::log<T>(packed.span<T>(), y.mutable_span<T>()); });
    return finish_unary(info, x, y, inplace, Keeps::Input,
                        [](const Saved& saved, const Tensor& dy, Grads& dx) {
                            dx.set(0, raw::binary(kernels::BinaryOp::Div, dy, saved.tensor(0)));
                        });
}

Tensor log(const Tensor& x) {
    return log(x, false);
}

}  // namespace engine
