#include "engine/kernels/conv2d.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

void check(const Tensor& x, const Tensor& weight, const Tensor& bias,
           const Conv2dOptions& options) {
    if (x.dim() != 4) {
        raise(ErrorKind::RuntimeError,
              "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: {}",
              x.sizes().str());
    }
    if (options.groups <= 0) raise(ErrorKind::RuntimeError, "non-positive groups is not supported");
    for (size_t i = 0; i < 2; ++i) {
        if (options.padding[i] < 0)
            raise(ErrorKind::RuntimeError, "negative padding is not supported");
        if (options.stride[i] <= 0)
            raise(ErrorKind::RuntimeError, "non-positive stride is not supported");
        if (options.dilation[i] <= 0)
            raise(ErrorKind::RuntimeError, "dilation should be greater than zero");
    }
    if (weight.size(0) < options.groups || weight.size(0) % options.groups != 0) {
        raise(ErrorKind::RuntimeError,
              "Given groups={}, expected weight to be {} at dimension 0, but got weight of size {} "
              "instead",
              options.groups,
              weight.size(0) < options.groups ? fmt::format("at least {}", options.groups)
                                              : fmt::format("divisible by {}", options.groups),
              weight.sizes().str());
    }
    if (x.size(1) != weight.size(1) * options.groups) {
        raise(ErrorKind::RuntimeError,
              "Given groups={}, weight of size {}, expected input{} to have {} channels, but got "
              "{} channels instead",
              options.groups, weight.sizes().str(), x.sizes().str(),
              weight.size(1) * options.groups, x.size(1));
    }
    if (bias.defined() && (bias.dim() != 1 || bias.size(0) != weight.size(0))) {
        raise(ErrorKind::RuntimeError,
              "Given weight of size {}, expected bias to be 1-dimensional with {} elements, but "
              "got bias of size {} "
              "instead",
              weight.sizes().str(), weight.size(0), bias.sizes().str());
    }
    const int64_t height = x.size(2) + 2 * options.padding[0];
    const int64_t width = x.size(3) + 2 * options.padding[1];
    const int64_t kernel_h = options.dilation[0] * (weight.size(2) - 1) + 1;
    const int64_t kernel_w = options.dilation[1] * (weight.size(3) - 1) + 1;
    if (height < kernel_h || width < kernel_w) {
        raise(ErrorKind::RuntimeError,
              "Calculated padded input size per channel: ({} x {}). Kernel size: ({} x {}). Kernel "
              "size can't be "
              "greater than actual input size",
              height, width, kernel_h, kernel_w);
    }
    if (x.dtype() != weight.dtype()) {
        raise(ErrorKind::RuntimeError, "expected scalar type {} but found {}",
              scalar_name(x.dtype()), scalar_name(weight.dtype()));
    }
}

kernels::Conv2dGeometry geometry(const Shape& x, const Shape& weight, std::span<const int64_t> o) {
    kernels::Conv2dGeometry g{.n = x[0],
                              .channels = x[1],
                              .height = x[2],
                              .width = x[3],
                              .out_channels = weight[0],
                              .out_height = 0,
                              .out_width = 0,
                              .kernel_h = weight[2],
                              .kernel_w = weight[3],
                              .stride_h = o[0],
                              .stride_w = o[1],
                              .padding_h = o[2],
                              .padding_w = o[3],
                              .dilation_h = o[4],
                              .dilation_w = o[5],
                              .groups = o[6]};
    g.out_height =
        (g.height + 2 * g.padding_h - g.dilation_h * (g.kernel_h - 1) - 1) / g.stride_h + 1;
    g.out_width =
        (g.width + 2 * g.padding_w - g.dilation_w * (g.kernel_w - 1) - 1) / g.stride_w + 1;
    return g;
}

// dL/dx = dL/dy convolved the other way, dL/dW = windows of x times dL/dy, dL/db = sums of dL/dy
void conv2d_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const kernels::Conv2dGeometry g = geometry(saved.shape(0), saved.shape(1), saved.integers());
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "conv2d", [&]<class T>() {
        const Tensor scratch = Tensor::empty({kernels::conv2d_scratch(g)}, dy.dtype());
        T* room = scratch.mutable_data<T>();
        if (dx.wants(0)) {
            const Tensor weight = saved.tensor(1).contiguous();
            kernels::conv2d_input_gradient<T>(g, gradient.data<T>(), weight.data<T>(),
                                              dx.into<T>(0).data(), room);
        }
        if (dx.wants(1)) {
            const Tensor x = saved.tensor(0).contiguous();
            kernels::conv2d_weight_gradient<T>(g, x.data<T>(), gradient.data<T>(),
                                               dx.into<T>(1).data(), room);
        }
        if (dx.count() > 2 && dx.wants(2)) {
            kernels::conv2d_bias_gradient<T>(g, gradient.data<T>(), dx.into<T>(2).data());
        }
    });
}

}  // namespace

// y[n, o, i, j] = b[o] + sum over c, u, v of W[o, c, u, v] x[n, c, i stride + u dilation - padding,
// ...]
Tensor conv2d(const Tensor& x, const Tensor& weight, const Tensor& bias,
              const Conv2dOptions& options) {
    static constexpr OpInfo info{.name = "ConvolutionBackward0", .formula = "y = W * x + b"};
    if (x.dim() == 3) return squeeze(conv2d(unsqueeze(x, 0), weight, bias, options), 0);
    check(x, weight, bias, options);
    const std::array<int64_t, 7> integers = {
        options.stride[0],   options.stride[1],   options.padding[0], options.padding[1],
        options.dilation[0], options.dilation[1], options.groups};
    const kernels::Conv2dGeometry g = geometry(x.sizes(), weight.sizes(), integers);
    const Tensor y = Tensor::empty({g.n, g.out_channels, g.out_height, g.out_width}, x.dtype());
    const Tensor from = x.contiguous();
    const Tensor w = weight.contiguous();
    const Tensor b = bias.defined() ? bias.contiguous() : bias;
    dispatch_floating(x.dtype(), "conv2d", [&]<class T>() {
        const Tensor scratch = Tensor::empty({kernels::conv2d_scratch(g)}, x.dtype());
        kernels::conv2d<T>(g, from.data<T>(), w.data<T>(), b.defined() ? b.data<T>() : nullptr,
                           y.mutable_data<T>(), scratch.mutable_data<T>());
    });
    const Saves saves{.tensors = {kept_if(needs_grad(weight), x), kept_if(needs_grad(x), weight)},
                      .integers = std::span<const int64_t>(integers),
                      .shapes = {x.sizes(), weight.sizes()}};
    if (!bias.defined()) return record(info, {x, weight}, y, saves, conv2d_backward);
    return record(info, {x, weight, bias}, y, saves, conv2d_backward);
}

}  // namespace engine
