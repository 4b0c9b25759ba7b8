#include "engine/autograd/ops/convolution.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"

namespace engine {

namespace {

ConvPlan saved_plan(const Saved& saved) {
    return {.stride = saved.shape(2),
            .padding = saved.shape(3),
            .dilation = saved.shape(4),
            .groups = saved.integer(0),
            .transposed = saved.integer(1) != 0,
            .result = saved.shape(5)};
}

// dL/dx = dL/dy convolved the other way, dL/dW = windows of x times dL/dy, dL/db = sums of dL/dy.
// Of a transposed one x and dL/dy change places.
void convolution_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const ConvPlan plan = saved_plan(saved);
    const kernels::ConvGeometry g = conv_geometry(saved.shape(0), saved.shape(1), plan);
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "convolution_backward", [&]<class T>() {
        const Tensor scratch = Tensor::empty({kernels::conv_scratch(g)}, dy.dtype());
        T* room = scratch.mutable_data<T>();
        if (dx.wants(0)) {
            const Tensor weight = saved.tensor(1).contiguous();
            T* to = dx.into<T>(0).data();
            if (plan.transposed) {
                kernels::conv<T>(g, gradient.data<T>(), weight.data<T>(), nullptr, to, room);
            } else {
                kernels::conv_input_gradient<T>(g, gradient.data<T>(), weight.data<T>(), to, room);
            }
        }
        if (dx.wants(1)) {
            const Tensor x = saved.tensor(0).contiguous();
            const T* from = plan.transposed ? gradient.data<T>() : x.data<T>();
            const T* to = plan.transposed ? x.data<T>() : gradient.data<T>();
            kernels::conv_weight_gradient<T>(g, from, to, dx.into<T>(1).data(), room);
        }
        if (dx.count() > 2 && dx.wants(2)) {
            kernels::conv_bias_gradient<T>(g.n, dy.size(1), plan.result.numel(), gradient.data<T>(),
                                           dx.into<T>(2).data());
        }
    });
}

Shape result_sizes(const kernels::ConvGeometry& g, const ConvPlan& plan) {
    Shape sizes{g.n, plan.transposed ? g.channels : g.out_channels};
    for (const int64_t size : plan.result) sizes.push_back(size);
    return sizes;
}

void check_rank(std::string_view function, const Tensor& x, int64_t dims) {
    if (x.dim() == dims + 1 || x.dim() == dims + 2) return;
    raise(ErrorKind::RuntimeError,
          "Expected {}D (unbatched) or {}D (batched) input to {}, but got input of size: {}",
          dims + 1, dims + 2, function, x.sizes().str());
}

}  // namespace

Tensor convolution(std::string_view function, const Tensor& x, const Tensor& weight,
                   const Tensor& bias, const ConvolutionOptions& options) {
    static constexpr OpInfo info{.name = "ConvolutionBackward0", .formula = "y = W * x + b"};
    const int64_t dims = function[function.size() - 2] - '0';  // the 2 of "conv2d"
    check_rank(function, x, dims);
    if (x.dim() == dims + 1) {
        return squeeze(convolution(function, unsqueeze(x, 0), weight, bias, options), 0);
    }
    const ConvPlan plan = plan_convolution(x, weight, bias, options);
    const kernels::ConvGeometry g = conv_geometry(x.sizes(), weight.sizes(), plan);
    const Tensor y = Tensor::empty(result_sizes(g, plan), x.dtype());
    const Tensor from = x.contiguous();
    const Tensor w = weight.contiguous();
    const Tensor b = bias.defined() ? bias.contiguous() : bias;
    dispatch_floating(x.dtype(), function, [&]<class T>() {
        const Tensor scratch = Tensor::empty({kernels::conv_scratch(g)}, x.dtype());
        const T* shift = b.defined() ? b.data<T>() : nullptr;
        T* room = scratch.mutable_data<T>();
        T* to = y.mutable_data<T>();
        if (!plan.transposed) {
            kernels::conv<T>(g, from.data<T>(), w.data<T>(), shift, to, room);
            return;
        }
        kernels::conv_input_gradient<T>(g, from.data<T>(), w.data<T>(), to, room);
        if (shift != nullptr) {
            kernels::conv_add_bias<T>(g.n, g.channels, plan.result.numel(), shift, to);
        }
    });
    // By name: a list in braces would be gone before record() reads it.
    const int64_t numbers[] = {plan.groups, plan.transposed};
    const Saves saves{.tensors = {kept_if(needs_grad(weight), x), kept_if(needs_grad(x), weight)},
                      .integers = {std::span<const int64_t>(numbers)},
                      .shapes = {x.sizes(), weight.sizes(), plan.stride, plan.padding,
                                 plan.dilation, plan.result}};
    if (!bias.defined()) return record(info, {x, weight}, y, saves, convolution_backward);
    return record(info, {x, weight, bias}, y, saves, convolution_backward);
}

Tensor conv2d(const Tensor& x, const Tensor& weight, const Tensor& bias,
              const Conv2dOptions& options) {
    return convolution("conv2d", x, weight, bias,
                       {.stride = Shape(std::span<const int64_t>(options.stride)),
                        .padding = Shape(std::span<const int64_t>(options.padding)),
                        .dilation = Shape(std::span<const int64_t>(options.dilation)),
                        .groups = options.groups});
}

}  // namespace engine
