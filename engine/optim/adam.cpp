#include "engine/kernels/optim_kernels.h"
#include "engine/optim/options.h"
#include "engine/optim/rules.h"

namespace engine::optim {

namespace {

Options defaults() {
    Options options;
    options.set("lr", 1e-3);
    options.set("betas", nn::Value::tuple({0.9, 0.999}));
    options.set("eps", 1e-8);
    options.set("weight_decay", 0);
    options.set("amsgrad", false);
    options.set("maximize", false);
    options.set("foreach", nn::Value());
    options.set("capturable", false);
    options.set("differentiable", false);
    options.set("fused", false);
    return options;
}

Options decoupled_defaults() {
    Options options;
    options.set("lr", 1e-3);
    options.set("betas", nn::Value::tuple({0.9, 0.999}));
    options.set("eps", 1e-8);
    options.set("weight_decay", 1e-2);
    options.set("amsgrad", false);
    options.set("foreach", nn::Value());
    options.set("maximize", false);
    options.set("capturable", false);
    return options;
}

// t += 1;  g += weight_decay w;  m = β₁ m + (1 − β₁) g;  v = β₂ v + (1 − β₂) g²;
// w −= lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + eps), with the largest v so far if amsgrad.
// Decoupled: w −= lr weight_decay w before, and g stays as it is.
template <bool decoupled>
void step(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient) {
    const auto t = static_cast<int64_t>(count_in_tensor(state));
    const Tensor m = moment(state, "exp_avg", parameter);
    const Tensor v = moment(state, "exp_avg_sq", parameter);
    const Tensor largest =
        flag(options, "amsgrad") ? moment(state, "max_exp_avg_sq", parameter) : Tensor();
    const kernels::AdamStep how{.lr = number(options, "lr"),
                                .beta1 = beta(options, 0).number("betas"),
                                .beta2 = beta(options, 1).number("betas"),
                                .eps = number(options, "eps"),
                                .weight_decay = number(options, "weight_decay"),
                                .decoupled = decoupled,
                                .maximize = flag(options, "maximize"),
                                .t = t};
    dispatch_floating(parameter.dtype(), "adam", [&]<class T>() {
        kernels::adam_step<T>(how, parameter.mutable_span<T>(), gradient.span<T>(),
                              m.mutable_span<T>(), v.mutable_span<T>(),
                              largest.defined() ? largest.mutable_span<T>() : std::span<T>());
    });
}

}  // namespace

constinit const Rule kAdamRule{
    .class_name = "Adam", .defaults = defaults, .check = check_adam_like, .step = step<false>};
constinit const Rule kAdamWRule{.class_name = "AdamW",
                                .defaults = decoupled_defaults,
                                .check = check_adam_like,
                                .step = step<true>};

std::unique_ptr<Optimizer> Adam(std::vector<Tensor> parameters, AdamOptions given) {
    Options options;
    options.set("lr", given.lr);
    options.set("betas", nn::Value::tuple({given.beta1, given.beta2}));
    options.set("eps", given.eps);
    if (given.weight_decay != 0) options.set("weight_decay", given.weight_decay);
    return make("Adam", std::move(parameters), std::move(options));
}

}  // namespace engine::optim
