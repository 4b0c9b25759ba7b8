#include "engine/autograd/ops.h"
#include "engine/autograd/ops/loss_elements.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

// y = t (log t - x), 0 log 0 being 0.   dL/dx = -t dL/dy, dL/dt = (log t + 1 - x) dL/dy, NaN where
// t is 0
Tensor divergence(const Tensor& x, const Tensor& target) {
    static constexpr OpInfo info{.name = "SubBackward0",
                                 .formula = "y = t log t - t x",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor& v = saved.tensor(0);
                                     const Tensor& t = saved.tensor(1);
                                     if (dx.wants(0)) dx.set(0, neg(mul(dy, t)));
                                     if (dx.wants(1))
                                         dx.set(1, mul(dy, sub(add(log(t), div(t, t)), v)));
                                 }};
    broadcast_shapes(target.sizes(), x.sizes());
    const auto [a, b] = together<2>({x, target});
    const Tensor y = loss_values<2>({a, b}, LossReduction::None, "xlogy_cpu", [](auto v, auto t) {
        return (t == 0 ? t : t * std::log(t)) - t * v;
    });
    return record(info, {a, b}, y,
                  {.tensors = {a, b}, .integers = {static_cast<int64_t>(LossReduction::None)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      loss_gradient<2>(saved, dy, dx, 0, [](auto, auto t) { return -t; });
                      loss_gradient<2>(saved, dy, dx, 1, [](auto v, auto t) {
                          return (t == 0 ? t : std::log(t)) + t / t - v;
                      });
                  });
}

Tensor divergences(const Tensor& x, const Tensor& target, bool log_target) {
    return log_target ? mul(exp(target), sub(target, x)) : divergence(x, target);
}

}  // namespace

Tensor kl_div(const Tensor& x, const Tensor& target, LossReduction reduction, bool log_target) {
    if (reduction == LossReduction::Mean) {
        warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math "
            "definition.'mean' will be changed to behave the same as 'batchmean' in the next major "
            "release.");
    }
    return reduce_loss(divergences(x, target, log_target), reduction);
}

Tensor kl_div_batchmean(const Tensor& x, const Tensor& target, bool log_target) {
    const Tensor total = sum(divergences(x, target, log_target));
    return x.dim() == 0 ? total : div(total, static_cast<double>(x.size(0)));
}

}  // namespace engine
