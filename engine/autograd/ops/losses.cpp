#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/kernels/elementwise.h"
#include "engine/tensor/arithmetic.h"

namespace engine {

namespace {

void check_classes(const Tensor& x, const Tensor& target) {
    if (x.dim() < 1) raise(ErrorKind::ValueError, "Expected 1 or more dimensions (got 0)");
    if (x.dim() > 2) {
        raise(ErrorKind::NotImplementedError,
              "class scores of {} dimensions are not supported here", x.dim());
    }
    if (x.dim() == 2 && target.dim() == 1 && x.size(0) != target.size(0)) {
        raise(ErrorKind::ValueError,
              "Expected input batch_size ({}) to match target batch_size ({}).", x.size(0),
              target.size(0));
    }
    if (x.dim() == 1 && target.dim() > 0) {
        raise(ErrorKind::RuntimeError, "size mismatch (got input: {}, target: {})", x.sizes().str(),
              target.sizes().str());
    }
    if (target.dim() != x.dim() - 1) {
        raise(ErrorKind::RuntimeError,
              "0D or 1D target tensor expected, multi-target not supported");
    }
    if (target.dtype() != DType::Int64) {
        raise(ErrorKind::RuntimeError, "expected scalar type Long but found {}",
              scalar_name(target.dtype()));
    }
}

}  // namespace

// y = -mean over rows of x[row, target[row]].   dL/dx = -dL/dy / n there, 0 elsewhere
Tensor nll_loss(const Tensor& x, const Tensor& target, int64_t ignore_index) {
    static constexpr OpInfo info{.name = "NllLossBackward0",
                                 .formula = "y = -mean of x[row, target]"};
    check_classes(x, target);
    const int64_t classes = x.size(-1);
    const Tensor packed = x.contiguous();
    const Tensor ids = target.contiguous();
    const Tensor y = Tensor::empty({}, x.dtype());
    int64_t counted = 0;
    dispatch_floating(x.dtype(), "nll_loss_out_frame", [&]<class T>() {
        const std::span<const T> values = packed.span<T>();
        double sum = 0;
        int64_t row = 0;
        for (const int64_t id : ids.span<int64_t>()) {
            if (id != ignore_index) {
                if (id < 0 || id >= classes)
                    raise(ErrorKind::IndexError, "Target {} is out of bounds.", id);
                sum -= static_cast<double>(values[static_cast<size_t>(row * classes + id)]);
                ++counted;
            }
            ++row;
        }
        *y.mutable_data<T>() = static_cast<T>(sum / static_cast<double>(counted));
    });
    return record(info, {x}, y, {.tensors = {ids}, .integers = {ignore_index, counted}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dispatch_floating(dy.dtype(), "nll_loss", [&]<class T>() {
                          const std::span<T> gradient = dx.into<T>(0);
                          std::fill(gradient.begin(), gradient.end(), T(0));
                          const auto each = static_cast<T>(-dy.item<double>() /
                                                           static_cast<double>(saved.integer(1)));
                          const int64_t columns = dx.sizes(0).back();
                          int64_t row = 0;
                          for (const int64_t id : saved.tensor(0).span<int64_t>()) {
                              if (id != saved.integer(0))
                                  gradient[static_cast<size_t>(row * columns + id)] = each;
                              ++row;
                          }
                      });
                  });
}

Tensor cross_entropy(const Tensor& x, const Tensor& target, int64_t ignore_index) {
    check_classes(x, target);
    return nll_loss(log_softmax(x, -1), target, ignore_index);
}

// y = mean (x - t)^2.   dL/dx = 2 (x - t) dL/dy / n, dL/dt = -dL/dx
Tensor mse_loss(const Tensor& x, const Tensor& target) {
    static constexpr OpInfo info{.name = "MseLossBackward0", .formula = "y = mean of (x - t)^2"};
    if (x.sizes() != target.sizes()) {
        const Shape together = broadcast_shapes(x.sizes(), target.sizes());
        return mse_loss(expand(x, together), expand(target, together));
    }
    if (x.dtype() != target.dtype()) {
        const DType together = result_type(x, target);
        return mse_loss(to(x, together), to(target, together));
    }
    const Tensor a = x.contiguous();
    const Tensor b = target.contiguous();
    const Tensor y = Tensor::empty({}, x.dtype());
    dispatch_floating(x.dtype(), "mse_cpu", [&]<class T>() {
        *y.mutable_data<T>() =
            static_cast<T>(kernels::squared_distance<T>(a.span<T>(), b.span<T>()) /
                           static_cast<double>(x.numel()));
    });
    return record(
        info, {x, target}, y, {.tensors = {x, target}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor from = saved.tensor(0).contiguous();
            const Tensor to = saved.tensor(1).contiguous();
            const double factor = 2 * dy.item<double>() / static_cast<double>(from.numel());
            dispatch_floating(dy.dtype(), "mse_loss", [&]<class T>() {
                const auto f = static_cast<T>(factor);
                if (dx.wants(0)) {
                    kernels::scaled_difference<T>(from.span<T>(), to.span<T>(), f, dx.into<T>(0));
                }
                if (dx.wants(1)) {
                    kernels::scaled_difference<T>(to.span<T>(), from.span<T>(), f, dx.into<T>(1));
                }
            });
        });
}

}  // namespace engine
