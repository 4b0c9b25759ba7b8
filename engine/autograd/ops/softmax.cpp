#include "engine/kernels/softmax.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"

namespace engine {

namespace {

kernels::Lanes lanes(const Tensor& x, int64_t dim) {
    if (x.dim() == 0) return {1, 1, 1};
    const size_t d = wrap_dim(dim, x.sizes().size());
    kernels::Lanes lanes{1, x.sizes()[d], 1};
    for (size_t i = 0; i < d; ++i) lanes.outer *= x.sizes()[i];
    for (size_t i = d + 1; i < x.sizes().size(); ++i) lanes.inner *= x.sizes()[i];
    return lanes;
}

}  // namespace

// y_i = exp(x_i) / sum_j exp(x_j) along one dimension.   dL/dx = y (dL/dy - sum y dL/dy)
Tensor softmax(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{.name = "SoftmaxBackward0",
                                 .formula = "y_i = exp(x_i) / sum_j exp(x_j)",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const int64_t along[] = {saved.integer(0)};
                                     const Tensor y = saved.result();
                                     dx.set(0, mul(y, sub(dy, sum(mul(dy, y), along, true))));
                                 }};
    wrap_dim(dim, x.sizes().size());
    const Tensor y = Tensor::like(x);
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "softmax_lastdim_kernel_impl", [&]<class T>() {
        kernels::softmax<T>(lanes(x, dim), packed.data<T>(), y.mutable_data<T>());
    });
    return record(info, {x}, y, {.integers = {dim}, .output = true},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor gradient = dy.contiguous();
                      dispatch_floating(dy.dtype(), "softmax", [&]<class T>() {
                          kernels::softmax_backward<T>(lanes(dy, saved.integer(0)),
                                                       saved.output().data<T>(), gradient.data<T>(),
                                                       dx.into<T>(0).data());
                      });
                  });
}

// y_i = x_i - log sum_j exp(x_j) along one dimension.   dL/dx = dL/dy - exp(y) sum dL/dy
Tensor log_softmax(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{
        .name = "LogSoftmaxBackward0",
        .formula = "y_i = x_i - log sum_j exp(x_j)",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const int64_t along[] = {saved.integer(0)};
            dx.set(0, sub(dy, mul(exp(saved.result()), sum(dy, along, true))));
        }};
    wrap_dim(dim, x.sizes().size());
    const Tensor y = Tensor::like(x);
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "log_softmax_lastdim_kernel_impl", [&]<class T>() {
        kernels::log_softmax<T>(lanes(x, dim), packed.data<T>(), y.mutable_data<T>());
    });
    return record(info, {x}, y, {.integers = {dim}, .output = true},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor gradient = dy.contiguous();
                      dispatch_floating(dy.dtype(), "log_softmax", [&]<class T>() {
                          kernels::log_softmax_backward<T>(
                              lanes(dy, saved.integer(0)), saved.output().data<T>(),
                              gradient.data<T>(), dx.into<T>(0).data());
                      });
                  });
}

Tensor argmax(const Tensor& x, int64_t dim, bool keepdim) {
    const size_t d = wrap_dim(dim, x.sizes().size());
    if (x.dim() > 0 && x.sizes()[d] == 0) {
        raise(ErrorKind::IndexError, "argmax(): Expected reduction dim {} to have non-zero size.",
              dim);
    }
    Shape sizes = x.sizes();
    if (x.dim() > 0) {
        if (keepdim) {
            sizes[d] = 1;
        } else {
            sizes.erase(d);
        }
    }
    const Tensor y = Tensor::empty(sizes, DType::Int64);
    const Tensor packed = x.contiguous();
    dispatch_numeric(x.dtype(), "argmax_cpu", [&]<class T>() {
        kernels::argmax<T>(lanes(x, dim), packed.data<T>(), y.mutable_data<int64_t>());
    });
    return y;
}

Tensor argmax(const Tensor& x) {
    if (x.numel() == 0) {
        raise(ErrorKind::IndexError,
              "argmax(): Expected reduction dim to be specified for input.numel() == 0.");
    }
    return argmax(reshape(x.detach(), Shape{x.numel()}), 0);
}

}  // namespace engine
