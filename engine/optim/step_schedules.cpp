// Schedules that multiply the rate now and then, or at every step.
#include "engine/base/error.h"
#include "engine/optim/scheduler_rules.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace engine::optim {

namespace {

using nn::Value;
using Names = std::vector<std::string_view>;

double now(const Scheduler& scheduler, std::size_t group) {
    return scheduler.rate(group).number("lr");
}

// Every step_size steps: lr gamma
Value step_rate(const Scheduler& scheduler, std::size_t group, const CallFunction&) {
    const double size = scheduler.number("step_size");  // 1.0 is as good as 1
    const int64_t epoch = scheduler.last_epoch();
    if (epoch == 0) return scheduler.rate(group);
    if (size == 0) raise(ErrorKind::ZeroDivisionError, "integer modulo by zero");
    if (std::fmod(static_cast<double>(epoch), size) != 0) return scheduler.rate(group);
    return now(scheduler, group) * scheduler.number("gamma");
}

// At each milestone: lr gamma, as often as the milestone stands in the list
Value multi_step_rate(const Scheduler& scheduler, std::size_t group, const CallFunction&) {
    const nn::Sequence* const milestones = scheduler.entries.find("milestones")->sequence();
    if (milestones == nullptr) {
        raise(ErrorKind::TypeError, "'{}' object is not iterable",
              scheduler.entries.find("milestones")->type_name());
    }
    const auto often = std::count_if(
        milestones->items.begin(), milestones->items.end(), [&](const Value& milestone) {
            return milestone.is_number() &&
                   milestone.number() == static_cast<double>(scheduler.last_epoch());
        });
    if (often == 0) return scheduler.rate(group);
    return now(scheduler, group) * std::pow(scheduler.number("gamma"), static_cast<double>(often));
}

Value exponential_rate(const Scheduler& scheduler, std::size_t group, const CallFunction&) {
    if (scheduler.last_epoch() == 0) return scheduler.rate(group);
    return now(scheduler, group) * scheduler.number("gamma");
}

void begin_constant(Scheduler& scheduler, const Options& options) {
    const double factor = number(options, "factor");
    if (factor > 1 || factor < 0) {
        raise(ErrorKind::ValueError,
              "Constant multiplicative factor expected to be between 0 and 1.");
    }
    for (const std::string_view name : {"factor", "total_iters"}) {
        scheduler.entries.set(name, *options.find(name));
    }
}

// lr factor for total_iters steps, then lr
Value constant_rate(const Scheduler& scheduler, std::size_t group, const CallFunction&) {
    const int64_t epoch = scheduler.last_epoch();
    if (epoch == 0) return now(scheduler, group) * scheduler.number("factor");
    if (epoch != scheduler.integer("total_iters")) return scheduler.rate(group);
    return now(scheduler, group) * (1.0 / scheduler.number("factor"));
}

void begin_linear(Scheduler& scheduler, const Options& options) {
    const double start = number(options, "start_factor");
    if (start > 1 || start < 0) {
        raise(ErrorKind::ValueError,
              "Starting multiplicative factor expected to be between 0 and 1.");
    }
    const double end = number(options, "end_factor");
    if (end > 1 || end < 0) {
        raise(ErrorKind::ValueError,
              "Ending multiplicative factor expected to be between 0 and 1.");
    }
    for (const std::string_view name : {"start_factor", "end_factor", "total_iters"}) {
        scheduler.entries.set(name, *options.find(name));
    }
}

// From lr start_factor to lr end_factor in total_iters equal steps
Value linear_rate(const Scheduler& scheduler, std::size_t group, const CallFunction&) {
    const auto epoch = static_cast<double>(scheduler.last_epoch());
    const double start = scheduler.number("start_factor");
    const double total = scheduler.number("total_iters");
    if (epoch == 0) return now(scheduler, group) * start;
    if (epoch > total) return scheduler.rate(group);
    const double change = scheduler.number("end_factor") - start;
    return now(scheduler, group) * (1. + change / (total * start + (epoch - 1) * change));
}

// base (1 − epoch / total_iters)^power, step by step
Value polynomial_rate(const Scheduler& scheduler, std::size_t group, const CallFunction&) {
    const auto epoch = static_cast<double>(scheduler.last_epoch());
    const double total = scheduler.number("total_iters");
    if (epoch == 0 || epoch > total) return scheduler.rate(group);
    const double decay =
        std::pow((1.0 - epoch / total) / (1.0 - (epoch - 1) / total), scheduler.number("power"));
    return now(scheduler, group) * decay;
}

void begin_lambdas(Scheduler& scheduler, const Options& options) {
    const Value& given = *options.find("lr_lambda");
    const nn::Sequence* const each = given.sequence();
    const std::size_t groups = scheduler.optimizer->groups.size();
    if (each != nullptr && each->items.size() != groups) {
        raise(ErrorKind::ValueError, "Expected {} lr_lambdas, but got {}", groups,
              each->items.size());
    }
    scheduler.entries.set("lr_lambdas", Value::list(scheduler.for_groups("lr_lambda", given)));
}

double called(const Scheduler& scheduler, std::size_t group, const CallFunction& call) {
    const nn::Sequence* const each = scheduler.entries.find("lr_lambdas")->sequence();
    if (!call || each == nullptr || group >= each->items.size()) {
        raise(ErrorKind::TypeError, "'NoneType' object is not callable");
    }
    return call(each->items[group], scheduler.last_epoch());
}

// base f(epoch)
Value lambda_rate(const Scheduler& scheduler, std::size_t group, const CallFunction& call) {
    return scheduler.base_rate(group) * called(scheduler, group, call);
}

// lr f(epoch)
Value multiplicative_rate(const Scheduler& scheduler, std::size_t group, const CallFunction& call) {
    if (scheduler.last_epoch() == 0) return scheduler.rate(group);
    return now(scheduler, group) * called(scheduler, group, call);
}

// The same from the first rate alone, for step(epoch).

// base gamma^(epoch / step_size)
Value step_closed(const Scheduler& scheduler, std::size_t group) {
    const int64_t size = scheduler.integer("step_size");
    if (size == 0) raise(ErrorKind::ZeroDivisionError, "integer division or modulo by zero");
    const auto often = static_cast<double>(scheduler.last_epoch() / size);
    return scheduler.base_rate(group) * std::pow(scheduler.number("gamma"), often);
}

Value multi_step_closed(const Scheduler& scheduler, std::size_t group) {
    const nn::Sequence* const milestones = scheduler.entries.find("milestones")->sequence();
    int64_t often = 0;
    for (const Value& milestone : milestones->items) {
        often += milestone.number("milestone") <= static_cast<double>(scheduler.last_epoch());
    }
    return scheduler.base_rate(group) *
           std::pow(scheduler.number("gamma"), static_cast<double>(often));
}

Value exponential_closed(const Scheduler& scheduler, std::size_t group) {
    return scheduler.base_rate(group) *
           std::pow(scheduler.number("gamma"), static_cast<double>(scheduler.last_epoch()));
}

Value constant_closed(const Scheduler& scheduler, std::size_t group) {
    const double factor = scheduler.number("factor");
    const bool over = scheduler.last_epoch() >= scheduler.integer("total_iters");
    return scheduler.base_rate(group) * (factor + (over ? 1 - factor : 0));
}

Value linear_closed(const Scheduler& scheduler, std::size_t group) {
    const double start = scheduler.number("start_factor");
    const double total = scheduler.number("total_iters");
    const double at = std::min(total, static_cast<double>(scheduler.last_epoch()));
    return scheduler.base_rate(group) *
           (start + (scheduler.number("end_factor") - start) * at / total);
}

Value polynomial_closed(const Scheduler& scheduler, std::size_t group) {
    const double total = scheduler.number("total_iters");
    const double at = std::min(total, static_cast<double>(scheduler.last_epoch()));
    return scheduler.base_rate(group) * std::pow(1.0 - at / total, scheduler.number("power"));
}

}  // namespace

const SchedulerRule kStepLRRule{
    .class_name = "StepLR",
    .defaults =
        [] {
            return options_of({{"gamma", 0.1}});
        },
    .required = [] { return Names{"step_size"}; },
    .begin = nullptr,
    .rate = step_rate,
    .closed = step_closed,
};
const SchedulerRule kMultiStepLRRule{
    .class_name = "MultiStepLR",
    .defaults =
        [] {
            return options_of({{"gamma", 0.1}});
        },
    .required = [] { return Names{"milestones"}; },
    .begin = nullptr,
    .rate = multi_step_rate,
    .closed = multi_step_closed,
};
const SchedulerRule kExponentialLRRule{
    .class_name = "ExponentialLR",
    .defaults = [] { return Options(); },
    .required = [] { return Names{"gamma"}; },
    .begin = nullptr,
    .rate = exponential_rate,
    .closed = exponential_closed,
};
const SchedulerRule kConstantLRRule{
    .class_name = "ConstantLR",
    .defaults =
        [] {
            return options_of({{"factor", 1.0 / 3}, {"total_iters", 5}});
        },
    .required = [] { return Names(); },
    .begin = begin_constant,
    .rate = constant_rate,
    .closed = constant_closed,
};
const SchedulerRule kLinearLRRule{
    .class_name = "LinearLR",
    .defaults =
        [] {
            return options_of({{"start_factor", 1.0 / 3}, {"end_factor", 1.0}, {"total_iters", 5}});
        },
    .required = [] { return Names(); },
    .begin = begin_linear,
    .rate = linear_rate,
    .closed = linear_closed,
};
const SchedulerRule kPolynomialLRRule{
    .class_name = "PolynomialLR",
    .defaults =
        [] {
            return options_of({{"total_iters", 5}, {"power", 1.0}});
        },
    .required = [] { return Names(); },
    .begin = nullptr,
    .rate = polynomial_rate,
    .closed = polynomial_closed,
};
const SchedulerRule kLambdaLRRule{
    .class_name = "LambdaLR",
    .defaults = [] { return Options(); },
    .required = [] { return Names{"lr_lambda"}; },
    .begin = begin_lambdas,
    .rate = lambda_rate,
};
const SchedulerRule kMultiplicativeLRRule{
    .class_name = "MultiplicativeLR",
    .defaults = [] { return Options(); },
    .required = [] { return Names{"lr_lambda"}; },
    .begin = begin_lambdas,
    .rate = multiplicative_rate,
};

}  // namespace engine::optim
