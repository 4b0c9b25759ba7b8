#include "engine/kernels/optim_adaptive.h"
#include "engine/optim/options.h"
#include "engine/optim/rules.h"
#include "engine/tensor/tensor_defaults.h"

namespace engine::optim {

namespace {

Options defaults() {
    Options options;
    options.set("lr", 1e-2);
    options.set("lr_decay", 0);
    options.set("eps", 1e-10);
    options.set("weight_decay", 0);
    options.set("initial_accumulator_value", 0);
    options.set("foreach", nn::Value());
    options.set("maximize", false);
    return options;
}

void check(const Options& options) {
    refuse_negative(options, "lr", "learning rate");
    refuse_negative(options, "lr_decay", "lr_decay value");
    refuse_negative(options, "weight_decay", "weight_decay value");
    refuse_negative(options, "initial_accumulator_value", "initial_accumulator_value value");
    refuse_negative(options, "eps", "epsilon value");
}

void begin(const Options& options, Options& state, const Tensor& parameter) {
    state.set("step", Tensor::scalar(0, default_dtype()));
    moment(state, "sum", parameter, number(options, "initial_accumulator_value"));
}

// t += 1;  s += g²;  w −= lr/(1 + (t − 1) lr_decay) · g/(√s + eps)
void step(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient) {
    const double t = count_in_tensor(state);
    const Tensor sum = moment(state, "sum", parameter);
    const kernels::AdagradStep how{
        .gradient = gradient_options(options),
        .lr = number(options, "lr") / (1 + (t - 1) * number(options, "lr_decay")),
        .eps = number(options, "eps")};
    dispatch_floating(parameter.dtype(), "adagrad", [&]<class T>() {
        kernels::adagrad_step<T>(how, parameter.mutable_span<T>(), gradient.span<T>(),
                                 sum.mutable_span<T>());
    });
}

}  // namespace

constinit const Rule kAdagradRule{
    .class_name = "Adagrad", .defaults = defaults, .check = check, .step = step, .begin = begin};

}  // namespace engine::optim
