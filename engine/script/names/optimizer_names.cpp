// torch.optim and torch.optim.lr_scheduler.
#include "engine/base/error.h"
#include "engine/optim/scheduler.h"
#include "engine/script/interpreter.h"
#include "engine/script/native_tables.h"
#include "engine/script/optimizer_object.h"
#include "engine/script/scheduler_object.h"

namespace engine::script {

namespace {

using nn::Value;

// The options behind the first parameter, by their names.
optim::Options options_from(const Call& call) {
    optim::Options options;
    for (std::size_t i = 1; i < call.size(); ++i) options.set(call.parameter(i), call[i]);
    return options;
}

Value optimizer(Call& call) {
    const optim::Rule& rule = optim::rule_of(call.name());
    optim::Options given = options_from(call);
    rule.check(given);
    return optimizer_value(std::make_shared<optim::Optimizer>(rule, param_groups(call[0]), given));
}

Value scheduler(Call& call) {
    const auto optimizer = shared_optimizer(call[0]);
    const auto calls = [&](const Value& function, int64_t epoch) {
        const Value at[] = {epoch};
        return call.context().host->call(function, at).number("lr");
    };
    auto made = std::make_shared<optim::Scheduler>(optim::scheduler_rule(call.name()), optimizer,
                                                   options_from(call), calls);
    call.environment().print(made->take_told());
    return scheduler_value(std::move(made));
}

constexpr Native kRows[] = {
    {kOptim,
     "SGD(params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, "
     "maximize=False, foreach=None, differentiable=False)",
     optimizer},
    {kOptim,
     "Adam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, amsgrad=False, *, "
     "foreach=None, maximize=False, capturable=False, differentiable=False, fused=False)",
     optimizer},
    {kOptim,
     "AdamW(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01, amsgrad=False, *, "
     "maximize=False, foreach=None, capturable=False)",
     optimizer},
    {kOptim,
     "RMSprop(params, lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=False, "
     "foreach=None, maximize=False, differentiable=False)",
     optimizer},
    {kOptim,
     "Adagrad(params, lr=0.01, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, "
     "foreach=None, *, maximize=False)",
     optimizer},
    {kOptim,
     "Adadelta(params, lr=1.0, rho=0.9, eps=1e-06, weight_decay=0, foreach=None, *, "
     "maximize=False)",
     optimizer},
    {kOptim,
     "Adamax(params, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, foreach=None, *, "
     "maximize=False)",
     optimizer},
    {kOptim,
     "NAdam(params, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, momentum_decay=0.004, "
     "foreach=None)",
     optimizer},
    {kOptim, "RAdam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, foreach=None)",
     optimizer},

    {kScheduler, "StepLR(optimizer, step_size, gamma=0.1, last_epoch=-1, verbose=False)",
     scheduler},
    {kScheduler, "MultiStepLR(optimizer, milestones, gamma=0.1, last_epoch=-1, verbose=False)",
     scheduler},
    {kScheduler, "ExponentialLR(optimizer, gamma, last_epoch=-1, verbose=False)", scheduler},
    {kScheduler,
     "ConstantLR(optimizer, factor=0.3333333333333333, total_iters=5, last_epoch=-1, "
     "verbose=False)",
     scheduler},
    {kScheduler,
     "LinearLR(optimizer, start_factor=0.3333333333333333, end_factor=1.0, total_iters=5, "
     "last_epoch=-1, verbose=False)",
     scheduler},
    {kScheduler, "PolynomialLR(optimizer, total_iters=5, power=1.0, last_epoch=-1, verbose=False)",
     scheduler},
    {kScheduler, "CosineAnnealingLR(optimizer, T_max, eta_min=0, last_epoch=-1, verbose=False)",
     scheduler},
    {kScheduler,
     "CosineAnnealingWarmRestarts(optimizer, T_0, T_mult=1, eta_min=0, last_epoch=-1, "
     "verbose=False)",
     scheduler},
    {kScheduler, "LambdaLR(optimizer, lr_lambda, last_epoch=-1, verbose=False)", scheduler},
    {kScheduler, "MultiplicativeLR(optimizer, lr_lambda, last_epoch=-1, verbose=False)", scheduler},
    {kScheduler,
     "OneCycleLR(optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, "
     "pct_start=0.3, anneal_strategy='cos', cycle_momentum=True, base_momentum=0.85, "
     "max_momentum=0.95, div_factor=25.0, final_div_factor=10000.0, three_phase=False, "
     "last_epoch=-1, verbose=False)",
     scheduler},
    {kScheduler,
     "ReduceLROnPlateau(optimizer, mode='min', factor=0.1, patience=10, threshold=0.0001, "
     "threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-08, verbose=False)",
     scheduler},
};

}  // namespace

std::span<const Native> optimizer_names() {
    return kRows;
}

}  // namespace engine::script
