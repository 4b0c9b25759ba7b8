#include "engine/kernels/optim_adaptive.h"
#include "engine/optim/options.h"
#include "engine/optim/rules.h"

#include <cmath>

namespace engine::optim {

namespace {

Options defaults() {
    Options options;
    options.set("lr", 1e-3);
    options.set("betas", nn::Value::tuple({0.9, 0.999}));
    options.set("eps", 1e-8);
    options.set("weight_decay", 0);
    options.set("foreach", nn::Value());
    return options;
}

// t += 1;  m and v as Adam's;  ρ∞ = 2/(1 − β₂) − 1, ρ = ρ∞ − 2 t β₂ᵗ/(1 − β₂ᵗ);
// w −= lr m/(1 − β₁ᵗ), from ρ > 5 on times √(1 − β₂ᵗ)/(√v + eps) ·
// √((ρ − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ))
void step(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient) {
    const double t = count_in_tensor(state);
    const Tensor m = moment(state, "exp_avg", parameter);
    const Tensor v = moment(state, "exp_avg_sq", parameter);
    const double beta1 = beta(options, 0).number("betas");
    const double beta2 = beta(options, 1).number("betas");
    const double correction2 = 1 - std::pow(beta2, t);
    const double most = 2 / (1 - beta2) - 1;
    const double length = most - 2 * t * std::pow(beta2, t) / correction2;
    const double rectified =
        length > 5 ? std::sqrt(correction2) * std::sqrt((length - 4) * (length - 2) * most /
                                                        ((most - 4) * (most - 2) * length))
                   : 0;
    const kernels::RadamStep how{.gradient = gradient_options(options),
                                 .lr = number(options, "lr"),
                                 .beta1 = beta1,
                                 .beta2 = beta2,
                                 .eps = number(options, "eps"),
                                 .correction1 = 1 - std::pow(beta1, t),
                                 .rectified = rectified};
    dispatch_floating(parameter.dtype(), "radam", [&]<class T>() {
        kernels::radam_step<T>(how, parameter.mutable_span<T>(), gradient.span<T>(),
                               m.mutable_span<T>(), v.mutable_span<T>());
    });
}

}  // namespace

constinit const Rule kRadamRule{
    .class_name = "RAdam", .defaults = defaults, .check = check_adam_like, .step = step};

}  // namespace engine::optim
