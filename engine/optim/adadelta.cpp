#include "engine/base/error.h"
#include "engine/kernels/optim_adaptive.h"
#include "engine/optim/options.h"
#include "engine/optim/rules.h"

namespace engine::optim {

namespace {

Options defaults() {
    Options options;
    options.set("lr", 1.0);
    options.set("rho", 0.9);
    options.set("eps", 1e-6);
    options.set("weight_decay", 0);
    options.set("maximize", false);
    options.set("foreach", nn::Value());
    return options;
}

void check(const Options& options) {
    refuse_negative(options, "lr", "learning rate");
    const double rho = number(options, "rho");
    if (!(rho >= 0 && rho <= 1)) {
        raise(ErrorKind::ValueError, "Invalid rho value: {}", options.find("rho")->repr());
    }
    refuse_negative(options, "eps", "epsilon value");
    refuse_negative(options, "weight_decay", "weight_decay value");
}

// s = ρ s + (1 − ρ) g²;  d = √(a + eps) / √(s + eps) · g;  a = ρ a + (1 − ρ) d²;  w −= lr d
void step(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient) {
    count_in_number(state);
    const Tensor squares = moment(state, "square_avg", parameter);
    const Tensor changes = moment(state, "acc_delta", parameter);
    const kernels::AdadeltaStep how{.gradient = gradient_options(options),
                                    .lr = number(options, "lr"),
                                    .rho = number(options, "rho"),
                                    .eps = number(options, "eps")};
    dispatch_floating(parameter.dtype(), "adadelta", [&]<class T>() {
        kernels::adadelta_step<T>(how, parameter.mutable_span<T>(), gradient.span<T>(),
                                  squares.mutable_span<T>(), changes.mutable_span<T>());
    });
}

}  // namespace

constinit const Rule kAdadeltaRule{
    .class_name = "Adadelta", .defaults = defaults, .check = check, .step = step};

}  // namespace engine::optim
