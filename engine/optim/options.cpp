#include "engine/optim/options.h"

#include "engine/base/error.h"
#include "engine/tensor/tensor_defaults.h"

namespace engine::optim {

namespace {

const nn::Value& option(const Options& options, std::string_view name) {
    if (const nn::Value* value = options.find(name)) return *value;
    raise(ErrorKind::KeyError, "'{}'", name);
}

}  // namespace

double number(const Options& options, std::string_view name) {
    const nn::Value& value = option(options, name);
    if (value.is_tensor()) return value.tensor().item<double>();
    return value.number(name);
}

bool flag(const Options& options, std::string_view name) {
    return option(options, name).truth();
}

const nn::Value& beta(const Options& options, std::size_t index) {
    const nn::Value* const betas = options.find("betas");
    const nn::Sequence* const held = betas ? betas->sequence() : nullptr;
    if (!held) {
        raise(ErrorKind::TypeError, "'{}' object is not subscriptable",
              betas ? betas->type_name() : "NoneType");
    }
    if (index >= held->items.size()) {
        raise(ErrorKind::IndexError, "{} index out of range", betas->type_name());
    }
    return held->items[index];
}

void refuse_negative(const Options& options, std::string_view name, std::string_view words) {
    if (number(options, name) >= 0) return;
    raise(ErrorKind::ValueError, "Invalid {}: {}", words, options.find(name)->repr());
}

void check_betas(const Options& options) {
    for (const std::size_t index : {std::size_t{0}, std::size_t{1}}) {
        const nn::Value& value = beta(options, index);
        if (value.number("betas") >= 0 && value.number("betas") < 1) continue;
        raise(ErrorKind::ValueError, "Invalid beta parameter at index {}: {}", index, value.repr());
    }
}

void check_adam_like(const Options& options) {
    refuse_negative(options, "lr", "learning rate");
    refuse_negative(options, "eps", "epsilon value");
    check_betas(options);
    refuse_negative(options, "weight_decay", "weight_decay value");
}

Tensor moment(Options& state, std::string_view name, const Tensor& parameter, double value) {
    if (!state.contains(name)) {
        state.set(name, Tensor::full(parameter.sizes(), value, parameter.dtype()));
    }
    return state.find(name)->tensor(name);
}

double count_in_tensor(Options& state) {
    if (!state.contains("step")) state.set("step", Tensor::scalar(0, default_dtype()));
    const Tensor steps = state.find("step")->tensor("step");
    steps.add_(1.0);
    return steps.item<double>();
}

void count_in_number(Options& state) {
    const nn::Value* const steps = state.find("step");
    state.set("step", (steps != nullptr ? steps->integer("step") : 0) + 1);
}

kernels::GradientOptions gradient_options(const Options& options) {
    return {.weight_decay = number(options, "weight_decay"),
            .maximize = options.contains("maximize") && flag(options, "maximize")};
}

}  // namespace engine::optim
