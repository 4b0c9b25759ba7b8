#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/kernels/elementwise.h"
#include "engine/tensor/arithmetic.h"

namespace engine {

// y = |x|, element by element.   dL/dx = dL/dy sign(x), 0 at 0
Tensor abs(const Tensor& x) {
    static constexpr OpInfo info{.name = "AbsBackward0", .formula = "y = |x|"};
    const Tensor y = Tensor::like(x);
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "abs",
                      [&]<class T>() { kernels::abs<T>(packed.span<T>(), y.mutable_span<T>()); });
    return record(
        info, {x}, y, {.tensors = {x}}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor signs = Tensor::like(saved.tensor(0));
            dispatch_floating(dy.dtype(), "abs", [&]<class T>() {
                kernels::sign<T>(saved.tensor(0).contiguous().span<T>(), signs.mutable_span<T>());
            });
            dx.set(0, raw::binary(kernels::BinaryOp::Mul, dy, signs));
        });
}

}  // namespace engine
