#include "engine/base/error.h"
#include "engine/kernels/optim_kernels.h"
#include "engine/optim/options.h"
#include "engine/optim/rules.h"

namespace engine::optim {

namespace {

Options defaults() {
    Options options;
    options.set("lr", 1e-3);
    options.set("momentum", 0);
    options.set("dampening", 0);
    options.set("weight_decay", 0);
    options.set("nesterov", false);
    options.set("maximize", false);
    options.set("foreach", nn::Value());
    options.set("differentiable", false);
    return options;
}

void check(const Options& options) {
    refuse_negative(options, "lr", "learning rate");
    refuse_negative(options, "momentum", "momentum value");
    refuse_negative(options, "weight_decay", "weight_decay value");
    if (flag(options, "nesterov") &&
        (number(options, "momentum") <= 0 || number(options, "dampening") != 0)) {
        raise(ErrorKind::ValueError, "Nesterov momentum requires a momentum and zero dampening");
    }
}

// g += weight_decay w;  buf = momentum buf + (1 − dampening) g, at first g;
// g = g + momentum buf if nesterov, else buf;  w −= lr g
void step(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient) {
    kernels::SgdStep how{.lr = number(options, "lr"),
                         .momentum = number(options, "momentum"),
                         .dampening = number(options, "dampening"),
                         .weight_decay = number(options, "weight_decay"),
                         .nesterov = flag(options, "nesterov"),
                         .maximize = flag(options, "maximize")};
    Tensor buffer;
    if (how.momentum != 0) {
        how.first = !state.contains("momentum_buffer");
        if (how.first) state.set("momentum_buffer", Tensor::like(parameter));
        buffer = state.find("momentum_buffer")->tensor("momentum_buffer");
    }
    dispatch_floating(parameter.dtype(), "sgd", [&]<class T>() {
        kernels::sgd_step<T>(how, parameter.mutable_span<T>(), gradient.span<T>(),
                             buffer.defined() ? buffer.mutable_span<T>() : std::span<T>());
    });
}

}  // namespace

constinit const Rule kSgdRule{
    .class_name = "SGD", .defaults = defaults, .check = check, .step = step};

std::unique_ptr<Optimizer> SGD(std::vector<Tensor> parameters, SGDOptions given) {
    Options options;
    options.set("lr", given.lr);
    // What is 0 stays the default, which prints as 0 and not as 0.0.
    if (given.momentum != 0) options.set("momentum", given.momentum);
    if (given.dampening != 0) options.set("dampening", given.dampening);
    if (given.weight_decay != 0) options.set("weight_decay", given.weight_decay);
    if (given.nesterov) options.set("nesterov", true);
    return make("SGD", std::move(parameters), std::move(options));
}

}  // namespace engine::optim
