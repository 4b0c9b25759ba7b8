#include "engine/autograd/ops.h"
#include "engine/autograd/ops/loss_elements.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

// Slope in x - t.
struct Slope {
    double delta;
    template <class T>
    T operator()(T x, T t) const {
        const T d = x - t;
        const T limit = static_cast<T>(delta);
        if (d <= -limit) return -limit;
        if (d >= limit) return limit;
        return d;
    }
};

}  // namespace

// With d = |x - t|: y = d^2 / 2 if d <= delta, else delta (d - delta / 2).   dL/dx = dL/dy (x - t),
// at most delta
Tensor huber_loss(const Tensor& x, const Tensor& target, LossReduction reduction, double delta) {
    static constexpr OpInfo info{
        .name = "HuberLossBackward0",
        .formula = "y = d^2 / 2 if d <= delta, else delta (d - delta / 2)",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const double limit = saved.number(0);
            const Tensor d = sub(saved.tensor(0), saved.tensor(1));
            Tensor inside, outside;
            {
                const NoGrad guard;
                const Tensor up = ge(d, Tensor::scalar(limit, d.dtype())).to(d.dtype());
                const Tensor down = le(d, Tensor::scalar(-limit, d.dtype())).to(d.dtype());
                outside = mul(sub(up, down), limit);
                inside = sub(sub(1.0, up), down);
            }
            const Tensor slope = add(outside, mul(inside, d));
            if (dx.wants(0)) recorded_loss_gradient(saved, dy, dx, 0, slope);
            if (dx.wants(1)) recorded_loss_gradient(saved, dy, dx, 1, neg(slope));
        }};
    if (!(delta > 0)) {
        raise(ErrorKind::RuntimeError,
              "huber_loss does not support non-positive values for delta.");
    }
    warn_of_sizes(x, target);
    const auto [a, b] = together<2>({x, target});
    const Tensor y = loss_values<2>({a, b}, reduction, "huber_cpu", [delta](auto v, auto t) {
        using T = decltype(v);
        const T limit = static_cast<T>(delta);
        const T d = std::abs(v - t);
        return d <= limit ? T(0.5) * d * d : limit * (d - T(0.5) * limit);
    });
    return record(
        info, {a, b}, y,
        {.tensors = {a, b}, .numbers = {delta}, .integers = {static_cast<int64_t>(reduction)}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Slope slope{saved.number(0)};
            loss_gradient<2>(saved, dy, dx, 0, slope);
            loss_gradient<2>(saved, dy, dx, 1, [&](auto v, auto t) { return -slope(v, t); });
        });
}

}  // namespace engine
