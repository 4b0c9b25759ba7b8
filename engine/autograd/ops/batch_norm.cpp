#include "engine/kernels/batch_norm.h"
#include "engine/autograd/ops_pointwise.h"

#include <cmath>

#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

kernels::ChannelLayout layout(const Shape& x) {
    kernels::ChannelLayout layout{x[0], x[1], 1};
    for (size_t i = 2; i < x.size(); ++i) layout.inner *= x[i];
    return layout;
}

void check_channels(const char* name, const Tensor& values, int64_t channels) {
    if (!values.defined() || values.numel() == channels) return;
    raise(ErrorKind::RuntimeError, "{} should contain {} elements not {}", name, channels,
          values.numel());
}

// With s = invstd, n values a channel, G = sum dy and P = sum dy (x - mean):
//   dw = P s, db = G, and dx = w s dy in eval;
//   in train also - w s G / n - w s^3 P / n (x - mean), through the batch's own mean and variance.
void batch_norm_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor x = saved.tensor(0).contiguous();
    // InstanceNorm repeats one channel's weight without a copy: its elements lie 0 apart.
    const Tensor& given = saved.tensor(1);
    const Tensor weight = given.defined() ? given.contiguous() : given;
    const bool training = saved.integer(0) != 0;
    const kernels::ChannelLayout shape = layout(x.sizes());
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "batch_norm", [&]<class T>() {
        const std::span<const T> mean = saved.tensor(2).span<T>();
        const std::span<const T> invstd = saved.tensor(3).span<T>();
        const auto channels = static_cast<size_t>(shape.channels);
        const Tensor sums = Tensor::empty({2, shape.channels}, DType::Float64);
        double* sum_dy = sums.mutable_data<double>();
        double* sum_dy_x = sum_dy + channels;
        kernels::channel_gradient_sums<T>(shape, x.data<T>(), gradient.data<T>(), mean.data(),
                                          sum_dy, sum_dy_x);
        if (dx.wants(0)) {
            const Tensor factors = Tensor::empty({3, shape.channels}, dy.dtype());
            T* a = factors.mutable_data<T>();
            T* b = a + channels;
            T* c = b + channels;
            const auto n = static_cast<double>(shape.n * shape.inner);
            for (size_t k = 0; k < channels; ++k) {
                const double w = weight.defined() ? static_cast<double>(weight.data<T>()[k]) : 1.0;
                const auto s = static_cast<double>(invstd[k]);
                a[k] = static_cast<T>(w * s);
                b[k] = training ? static_cast<T>(-w * s * s * s * sum_dy_x[k] / n) : T(0);
                c[k] = training ? static_cast<T>(-w * s * sum_dy[k] / n) : T(0);
            }
            kernels::channel_input_gradient<T>(shape, x.data<T>(), gradient.data<T>(), mean.data(),
                                               a, b, c, dx.into<T>(0).data());
        }
        if (dx.wants(1)) {
            const std::span<T> dw = dx.into<T>(1);
            for (size_t k = 0; k < channels; ++k) {
                dw[k] = static_cast<T>(sum_dy_x[k] * static_cast<double>(invstd[k]));
            }
        }
        if (dx.wants(2)) {
            const std::span<T> db = dx.into<T>(2);
            for (size_t k = 0; k < channels; ++k) db[k] = static_cast<T>(sum_dy[k]);
        }
    });
}

// The same, recorded, with h = (x - mean) s:
//   dx = w s (dy - mean dy - h mean (dy h)) in train, w s dy in eval
void recorded_batch_norm(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const Tensor& weight = saved.tensor(1);
    const bool training = saved.integer(0) != 0;
    Shape channels = Shape::filled(x.sizes().size(), 1);
    channels[1] = x.size(1);
    std::vector<int64_t> dims{0};
    for (int64_t d = 2; d < x.dim(); ++d) dims.push_back(d);
    Tensor center = views::view(saved.tensor(2), channels);
    Tensor s = views::view(saved.tensor(3), channels);
    if (training) {
        center = mean(x, dims, true);
        const Tensor apart = sub(x, center);
        s = rsqrt(add(mean(mul(apart, apart), dims, true), saved.number(0)));
    }
    const Tensor h = mul(sub(x, center), s);
    const Tensor scale = weight.defined() ? mul(s, reshape(weight, channels)) : s;
    if (dx.wants(0)) {
        Tensor part = dy;
        if (training) {
            part = sub(sub(dy, mean(dy, dims, true)), mul(h, mean(mul(dy, h), dims, true)));
        }
        dx.set(0, mul(scale, part));
    }
    if (dx.wants(1)) dx.set(1, reshape(sum(mul(dy, h), dims, true), dx.sizes(1)));
    if (dx.wants(2)) dx.set(2, reshape(sum(dy, dims, true), dx.sizes(2)));
}

}  // namespace

BatchNormResult batch_norm(const Tensor& x, const Tensor& weight, const Tensor& bias,
                           const Tensor& running_mean, const Tensor& running_var, double eps) {
    static constexpr OpInfo info{.name = "NativeBatchNormBackward0",
                                 .formula = "y = (x - mean) / sqrt(var + eps) w + b",
                                 .recorded = recorded_batch_norm};
    if (x.dim() < 2)
        raise(ErrorKind::RuntimeError, "batch_norm expects at least 2 dimensions, got {}", x.dim());
    const bool batch = !running_mean.defined() && !running_var.defined();
    if (!batch && !running_mean.defined()) {
        raise(ErrorKind::RuntimeError, "running_mean must be defined in evaluation mode");
    }
    if (!batch && !running_var.defined()) {
        raise(ErrorKind::RuntimeError, "running_var must be defined in evaluation mode");
    }
    check_channels("running_mean", running_mean, x.size(1));
    check_channels("running_var", running_var, x.size(1));
    check_channels("weight", weight, x.size(1));
    check_channels("bias", bias, x.size(1));
    for (const Tensor* other : {&weight, &bias, &running_mean, &running_var}) {
        if (other->defined() && other->dtype() != x.dtype() && is_floating(x.dtype())) {
            raise(ErrorKind::RuntimeError,
                  "mixed dtype (CPU): expect input to have scalar type of BFloat16");
        }
    }
    const kernels::ChannelLayout shape = layout(x.sizes());
    const Tensor packed = x.contiguous();
    const Tensor w = weight.defined() ? weight.contiguous() : weight;
    const Tensor b = bias.defined() ? bias.contiguous() : bias;
    BatchNormResult result;
    result.y = Tensor::like(x);
    if (MetaPass::active()) {
        result.mean = result.var = result.invstd = Tensor::empty({shape.channels}, x.dtype());
    }
    dispatch_floating(x.dtype(), "batch_norm", [&]<class T>() {
        const auto channels = static_cast<size_t>(shape.channels);
        result.invstd = Tensor::empty({shape.channels}, x.dtype());
        T* invstd = result.invstd.mutable_data<T>();
        if (batch) {
            const Tensor statistics = Tensor::empty({2, shape.channels}, DType::Float64);
            double* mean = statistics.mutable_data<double>();
            double* var = mean + channels;
            kernels::channel_statistics<T>(shape, packed.data<T>(), mean, var);
            result.mean = Tensor::empty({shape.channels}, x.dtype());
            result.var = Tensor::empty({shape.channels}, x.dtype());
            T* means = result.mean.mutable_data<T>();
            T* vars = result.var.mutable_data<T>();
            for (size_t k = 0; k < channels; ++k) {
                means[k] = static_cast<T>(mean[k]);
                vars[k] = static_cast<T>(var[k]);
                invstd[k] = static_cast<T>(1 / std::sqrt(var[k] + eps));
            }
        } else {
            // What backward reads must not move when the module moves its buffers.
            result.mean = running_mean.contiguous().snapshot();
            result.var = running_var.contiguous().snapshot();
            const T* var = result.var.data<T>();
            for (size_t k = 0; k < channels; ++k)
                invstd[k] = T(1) / std::sqrt(var[k] + static_cast<T>(eps));
        }
        const Tensor factors = Tensor::empty({2, shape.channels}, x.dtype());
        T* alpha = factors.mutable_data<T>();
        T* beta = alpha + channels;
        const T* mean = result.mean.data<T>();
        for (size_t k = 0; k < channels; ++k) {
            alpha[k] = invstd[k] * (w.defined() ? w.data<T>()[k] : T(1));
            beta[k] = (b.defined() ? b.data<T>()[k] : T(0)) - mean[k] * alpha[k];
        }
        kernels::channel_affine<T>(shape, packed.data<T>(), alpha, beta,
                                   result.y.mutable_data<T>());
    });
    record(
        info, {x, weight, bias}, result.y,
        {.tensors = {x, weight, result.mean, result.invstd}, .numbers = {eps}, .integers = {batch}},
        batch_norm_backward);
    return result;
}

}  // namespace engine
