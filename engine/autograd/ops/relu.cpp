#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"
#include "engine/kernels/elementwise.h"
#include "engine/tensor/overlap.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

// y = max(x, 0), element by element.   dL/dx = y > 0 ? dL/dy : 0
namespace {

void recorded_relu(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor y = saved.output();
    dx.set(0, mul(dy, steps_of(ones_above(y, 0), saved, 0)));
}

const OpInfo kRelu{.name = "ReluBackward0", .formula = "y = max(x, 0)", .recorded = recorded_relu};

void relu_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "relu", [&]<class T>() {
        kernels::relu_backward<T>(saved.output().contiguous().span<T>(), gradient.span<T>(),
                                  dx.into<T>(0));
    });
}

}  // namespace

Tensor relu(const Tensor& x) {
    Tensor y = Tensor::like(x);
    const Tensor copy = x.is_contiguous() ? Tensor() : x.copy();
    const Tensor& packed = copy.defined() ? copy : x;
    dispatch_numeric(x.dtype(), "relu", [&]<class T>() {
        if constexpr (std::is_integral_v<T>) {
            const std::span<const T> from = packed.span<T>();
            const std::span<T> to = y.mutable_span<T>();
            for (size_t i = 0; i < from.size(); ++i) to[i] = from[i] < 0 ? 0 : from[i];
        } else {
            kernels::relu<T>(packed.span<T>(), y.mutable_span<T>());
        }
    });
    return record(kRelu, {x}, std::move(y), {.output = true}, relu_backward);
}

Tensor relu_(const Tensor& x) {
    check_inplace(x);
    check_written(x);
    {
        const NoGrad no_grad;
        const Tensor y = relu(x.detach());
        x.copy_(y);  // raises the version
    }
    record_inplace(kRelu, x, {x}, {.output = true}, relu_backward);
    return x;
}

}  // namespace engine
