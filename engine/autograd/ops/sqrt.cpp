#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/kernels/elementwise.h"
#include "engine/tensor/arithmetic.h"

namespace engine {

// y = sqrt x, element by element.   dL/dx = dL/dy / (2 y)
Tensor sqrt(const Tensor& x) {
    static constexpr OpInfo info{.name = "SqrtBackward0", .formula = "y = sqrt x"};
    const Tensor packed = raw::floating(x).contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_floating(y.dtype(), "sqrt",
                      [&]<class T>() { kernels::sqrt<T>(packed.span<T>(), y.mutable_span<T>()); });
    return record(info, {x}, y, {.output = true},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor twice =
                          raw::binary(kernels::BinaryOp::Add, saved.output(), saved.output());
                      dx.set(0, raw::binary(kernels::BinaryOp::Div, dy, twice));
                  });
}

}  // namespace engine
