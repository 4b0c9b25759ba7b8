#include "engine/base/error.h"
#include "engine/kernels/optim_kernels.h"
#include "engine/optim/rules.h"

namespace engine::optim {

namespace {

using Options = nn::OrderedMap<nn::Value>;

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

const nn::Value& beta(const Options& options, std::size_t index) {
    const nn::Value* const betas = options.find("betas");
    const auto* const held =
        betas ? std::get_if<std::shared_ptr<nn::Sequence>>(&betas->data()) : nullptr;
    if (!held) {
        raise(ErrorKind::TypeError, "'{}' object is not subscriptable",
              betas ? betas->type_name() : "NoneType");
    }
    if (index >= (*held)->items.size()) {
        raise(ErrorKind::IndexError, "{} index out of range", betas->type_name());
    }
    return (*held)->items[index];
}

void check(const Options& options) {
    const auto refuse_negative = [&](std::string_view name, std::string_view words) {
        if (number(options, name) >= 0) return;
        raise(ErrorKind::ValueError, "Invalid {}: {}", words, options.find(name)->repr());
    };
    refuse_negative("lr", "learning rate");
    refuse_negative("eps", "epsilon value");
    for (const std::size_t index : {std::size_t{0}, std::size_t{1}}) {
        const nn::Value& value = beta(options, index);
        if (value.number("betas") >= 0 && value.number("betas") < 1) continue;
        raise(ErrorKind::ValueError, "Invalid beta parameter at index {}: {}", index, value.repr());
    }
    refuse_negative("weight_decay", "weight_decay value");
}

/// A state of the parameter's size that starts at 0.
Tensor moment(Options& state, std::string_view name, const Tensor& parameter) {
    if (!state.contains(name)) state.set(name, Tensor::zeros(parameter.sizes(), parameter.dtype()));
    return state.find(name)->tensor(name);
}

// t += 1;  g += weight_decay w;  m = β₁ m + (1 − β₁) g;  v = β₂ v + (1 − β₂) g²;
// w −= lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + eps), with the largest v so far if amsgrad
void step(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient) {
    // PyTorch keeps the count as a float tensor.
    if (!state.contains("step")) state.set("step", Tensor::scalar(0));
    const Tensor steps = state.find("step")->tensor("step");
    const Tensor m = moment(state, "exp_avg", parameter);
    const Tensor v = moment(state, "exp_avg_sq", parameter);
    const Tensor largest =
        flag(options, "amsgrad") ? moment(state, "max_exp_avg_sq", parameter) : Tensor();
    steps.add_(1.0);
    const kernels::AdamStep how{.lr = number(options, "lr"),
                                .beta1 = beta(options, 0).number("betas"),
                                .beta2 = beta(options, 1).number("betas"),
                                .eps = number(options, "eps"),
                                .weight_decay = number(options, "weight_decay"),
                                .maximize = flag(options, "maximize"),
                                .t = steps.item<int64_t>()};
    dispatch_floating(parameter.dtype(), "adam", [&]<class T>() {
        kernels::adam_step<T>(how, parameter.mutable_span<T>(), gradient.span<T>(),
                              m.mutable_span<T>(), v.mutable_span<T>(),
                              largest.defined() ? largest.mutable_span<T>() : std::span<T>());
    });
}

}  // namespace

constinit const Rule kAdamRule{
    .class_name = "Adam", .defaults = defaults, .check = check, .step = step};

std::unique_ptr<Optimizer> Adam(std::vector<Tensor> parameters, AdamOptions given) {
    Options options;
    options.set("lr", given.lr);
    options.set("betas", nn::Value::tuple({given.beta1, given.beta2}));
    options.set("eps", given.eps);
    if (given.weight_decay != 0) options.set("weight_decay", given.weight_decay);
    return make("Adam", std::move(parameters), std::move(options));
}

}  // namespace engine::optim
