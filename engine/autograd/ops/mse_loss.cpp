#include "engine/autograd/ops/loss_elements.h"
#include "engine/kernels/elementwise.h"

namespace engine {

namespace {

void recorded_mse(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor difference = sub(saved.tensor(0), saved.tensor(1));
    const Tensor slope = mul(dy, mul(difference, saved.number(0)));
    dx.set(0, slope);
    if (dx.wants(1)) dx.set(1, neg(slope));
}

const OpInfo kInfo{
    .name = "MseLossBackward0", .formula = "y = mean of (x - t)^2", .recorded = recorded_mse};

// The usual case in one vectorised pass.
Tensor mean_of_squares(const Tensor& x, const Tensor& target) {
    const Tensor a = x.contiguous();
    const Tensor b = target.contiguous();
    const Tensor y = Tensor::empty({}, x.dtype());
    dispatch_floating(x.dtype(), "mse_cpu", [&]<class T>() {
        *y.mutable_data<T>() =
            static_cast<T>(kernels::squared_distance<T>(a.span<T>(), b.span<T>()) /
                           static_cast<double>(x.numel()));
    });
    return record(
        kInfo, {x, target}, y,
        {.tensors = {x, target}, .numbers = {2 / static_cast<double>(x.numel())}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor from = saved.tensor(0).contiguous();
            const Tensor to = saved.tensor(1).contiguous();
            dispatch_floating(dy.dtype(), "mse_loss", [&]<class T>() {
                const auto f =
                    static_cast<T>(2 * dy.item<double>() / static_cast<double>(from.numel()));
                if (dx.wants(0)) {
                    kernels::scaled_difference<T>(from.span<T>(), to.span<T>(), f, dx.into<T>(0));
                }
                if (dx.wants(1)) {
                    kernels::scaled_difference<T>(to.span<T>(), from.span<T>(), f, dx.into<T>(1));
                }
            });
        });
}

}  // namespace

// y = (x - t)^2, reduced.   dL/dx = 2 (x - t) dL/dy, dL/dt = -dL/dx
Tensor mse_loss(const Tensor& x, const Tensor& target, LossReduction reduction) {
    warn_of_sizes(x, target);
    const auto [a, b] = together<2>({x, target});
    if (reduction == LossReduction::Mean) return mean_of_squares(a, b);
    const Tensor y = loss_values<2>({a, b}, reduction, "mse_cpu",
                                    [](auto v, auto t) { return (v - t) * (v - t); });
    return record(
        kInfo, {a, b}, y,
        {.tensors = {a, b}, .numbers = {2.0}, .integers = {static_cast<int64_t>(reduction)}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            loss_gradient<2>(saved, dy, dx, 0, [](auto v, auto t) { return 2 * (v - t); });
            loss_gradient<2>(saved, dy, dx, 1, [](auto v, auto t) { return 2 * (t - v); });
        });
}

Tensor mse_loss(const Tensor& x, const Tensor& target) {
    return mse_loss(x, target, LossReduction::Mean);
}

}  // namespace engine
