#include "engine/autograd/ops.h"
#include "engine/autograd/ops/loss_elements.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

// Slope in x - t.
struct Slope {
    double beta;
    template <class T>
    T operator()(T x, T t) const {
        const T d = x - t;
        const T b = static_cast<T>(beta);
        if (d <= -b) return T(-1);
        if (d >= b) return T(1);
        return d / b;
    }
};

}  // namespace

// With d = |x - t|: y = d^2 / (2 beta) if d < beta, else d - beta / 2.   dL/dx = dL/dy (x - t) /
// beta within beta, else the sign
Tensor smooth_l1_loss(const Tensor& x, const Tensor& target, LossReduction reduction, double beta) {
    static constexpr OpInfo info{
        .name = "SmoothL1LossBackward0",
        .formula = "y = d^2 / (2 beta) if d < beta, else d - beta / 2",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const double limit = saved.number(0);
            const Tensor d = sub(saved.tensor(0), saved.tensor(1));
            Tensor inside, outside;
            {
                const NoGrad guard;
                const Tensor up = ge(d, Tensor::scalar(limit, d.dtype())).to(d.dtype());
                const Tensor down = le(d, Tensor::scalar(-limit, d.dtype())).to(d.dtype());
                outside = sub(up, down);
                inside = sub(sub(1.0, up), down);
            }
            const Tensor slope = add(outside, (limit > 0 ? mul(inside, div(d, limit)) : inside));
            if (dx.wants(0)) recorded_loss_gradient(saved, dy, dx, 0, slope);
            if (dx.wants(1)) recorded_loss_gradient(saved, dy, dx, 1, neg(slope));
        }};
    if (beta < 0) {
        raise(ErrorKind::RuntimeError, "smooth_l1_loss does not support negative values for beta.");
    }
    warn_of_sizes(x, target);
    const auto [a, b] = together<2>({x, target});
    const Tensor y = loss_values<2>({a, b}, reduction, "smooth_l1_cpu", [beta](auto v, auto t) {
        using T = decltype(v);
        const T limit = static_cast<T>(beta);
        const T d = std::abs(v - t);
        return d < limit ? T(0.5) * d * d / limit : d - T(0.5) * limit;
    });
    return record(
        info, {a, b}, y,
        {.tensors = {a, b}, .numbers = {beta}, .integers = {static_cast<int64_t>(reduction)}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Slope slope{saved.number(0)};
            loss_gradient<2>(saved, dy, dx, 0, slope);
            loss_gradient<2>(saved, dy, dx, 1, [&](auto v, auto t) { return -slope(v, t); });
        });
}

}  // namespace engine
