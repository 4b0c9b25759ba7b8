#include "engine/kernels/optim_adaptive.h"
#include "engine/optim/options.h"
#include "engine/optim/rules.h"
#include "engine/tensor/tensor_defaults.h"

#include <cmath>

namespace engine::optim {

namespace {

Options defaults() {
    Options options;
    options.set("lr", 2e-3);
    options.set("betas", nn::Value::tuple({0.9, 0.999}));
    options.set("eps", 1e-8);
    options.set("weight_decay", 0);
    options.set("momentum_decay", 4e-3);
    options.set("foreach", nn::Value());
    return options;
}

void check(const Options& options) {
    check_adam_like(options);
    refuse_negative(options, "momentum_decay", "momentum_decay value");
}

// t += 1;  μₜ = β₁ (1 − 0.96^(t momentum_decay) / 2);  m and v as Adam's;
// d = √(v/(1 − β₂ᵗ)) + eps;  w −= lr ((1 − μₜ)/(1 − ∏μ) · g/d + μₜ₊₁/(1 − ∏μ μₜ μₜ₊₁) · m/d)
void step(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient) {
    const double t = count_in_tensor(state);
    if (!state.contains("mu_product")) state.set("mu_product", Tensor::scalar(1, default_dtype()));
    const Tensor product = state.find("mu_product")->tensor("mu_product");
    const Tensor m = moment(state, "exp_avg", parameter);
    const Tensor v = moment(state, "exp_avg_sq", parameter);
    const double lr = number(options, "lr");
    const double beta1 = beta(options, 0).number("betas");
    const double beta2 = beta(options, 1).number("betas");
    const double decay = number(options, "momentum_decay");
    const double mu = beta1 * (1 - 0.5 * std::pow(0.96, t * decay));
    const double next = beta1 * (1 - 0.5 * std::pow(0.96, (t + 1) * decay));
    product.mul_(mu);
    const double so_far = product.item<double>();
    // PyTorch 1.13 counts the newest momentum twice here, in float32 as the product.
    const auto ahead = static_cast<double>(static_cast<float>(so_far) * static_cast<float>(mu) *
                                           static_cast<float>(next));
    const kernels::NadamStep how{.gradient = gradient_options(options),
                                 .beta1 = beta1,
                                 .beta2 = beta2,
                                 .eps = number(options, "eps"),
                                 .correction = 1 - std::pow(beta2, t),
                                 .of_gradient = lr * (1 - mu) / (1 - so_far),
                                 .of_moment = lr * next / (1 - ahead)};
    dispatch_floating(parameter.dtype(), "nadam", [&]<class T>() {
        kernels::nadam_step<T>(how, parameter.mutable_span<T>(), gradient.span<T>(),
                               m.mutable_span<T>(), v.mutable_span<T>());
    });
}

}  // namespace

constinit const Rule kNadamRule{
    .class_name = "NAdam", .defaults = defaults, .check = check, .step = step};

}  // namespace engine::optim
