#include "engine/kernels/optim_adaptive.h"
#include "engine/optim/options.h"
#include "engine/optim/rules.h"

namespace engine::optim {

namespace {

Options defaults() {
    Options options;
    options.set("lr", 1e-2);
    options.set("momentum", 0);
    options.set("alpha", 0.99);
    options.set("eps", 1e-8);
    options.set("centered", false);
    options.set("weight_decay", 0);
    options.set("foreach", nn::Value());
    options.set("maximize", false);
    options.set("differentiable", false);
    return options;
}

void check(const Options& options) {
    refuse_negative(options, "lr", "learning rate");
    refuse_negative(options, "eps", "epsilon value");
    refuse_negative(options, "momentum", "momentum value");
    refuse_negative(options, "weight_decay", "weight_decay value");
    refuse_negative(options, "alpha", "alpha value");
}

// s = α s + (1 − α) g²;  a = α a + (1 − α) g, d = √(s − a²) + eps if centered, else d = √s + eps;
// b = momentum b + g/d, w −= lr b;  without momentum w −= lr g/d
void step(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient) {
    count_in_number(state);
    const double momentum = number(options, "momentum");
    const Tensor squares = moment(state, "square_avg", parameter);
    const Tensor buffer = momentum > 0 ? moment(state, "momentum_buffer", parameter) : Tensor();
    const Tensor mean = flag(options, "centered") ? moment(state, "grad_avg", parameter) : Tensor();
    const kernels::RmspropStep how{.gradient = gradient_options(options),
                                   .lr = number(options, "lr"),
                                   .alpha = number(options, "alpha"),
                                   .eps = number(options, "eps"),
                                   .momentum = momentum};
    dispatch_floating(parameter.dtype(), "rmsprop", [&]<class T>() {
        kernels::rmsprop_step<T>(how, parameter.mutable_span<T>(), gradient.span<T>(),
                                 squares.mutable_span<T>(),
                                 mean.defined() ? mean.mutable_span<T>() : std::span<T>(),
                                 buffer.defined() ? buffer.mutable_span<T>() : std::span<T>());
    });
}

}  // namespace

constinit const Rule kRmspropRule{
    .class_name = "RMSprop", .defaults = defaults, .check = check, .step = step};

}  // namespace engine::optim
