#include "engine/kernels/optim_adaptive.h"
#include "engine/optim/options.h"
#include "engine/optim/rules.h"

#include <cmath>

namespace engine::optim {

namespace {

Options defaults() {
    Options options;
    options.set("lr", 2e-3);
    options.set("betas", nn::Value::tuple({0.9, 0.999}));
    options.set("eps", 1e-8);
    options.set("weight_decay", 0);
    options.set("foreach", nn::Value());
    options.set("maximize", false);
    return options;
}

// t += 1;  m = β₁ m + (1 − β₁) g;  u = max(β₂ u, |g| + eps);  w −= lr/(1 − β₁ᵗ) · m/u
void step(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient) {
    const double t = count_in_tensor(state);
    const Tensor m = moment(state, "exp_avg", parameter);
    const Tensor u = moment(state, "exp_inf", parameter);
    const double beta1 = beta(options, 0).number("betas");
    const kernels::AdamaxStep how{.gradient = gradient_options(options),
                                  .lr = number(options, "lr") / (1 - std::pow(beta1, t)),
                                  .beta1 = beta1,
                                  .beta2 = beta(options, 1).number("betas"),
                                  .eps = number(options, "eps")};
    dispatch_floating(parameter.dtype(), "adamax", [&]<class T>() {
        kernels::adamax_step<T>(how, parameter.mutable_span<T>(), gradient.span<T>(),
                                m.mutable_span<T>(), u.mutable_span<T>());
    });
}

}  // namespace

constinit const Rule kAdamaxRule{
    .class_name = "Adamax", .defaults = defaults, .check = check_adam_like, .step = step};

}  // namespace engine::optim
