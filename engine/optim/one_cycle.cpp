// OneCycleLR: up to max_lr and down to almost nothing, with the momentum the other way.
#include "engine/base/error.h"
#include "engine/optim/scheduler_rules.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace engine::optim {

namespace {

using nn::Value;
using Names = std::vector<std::string_view>;

// One phase: where it ends, and between which of the group's numbers it goes.
struct Phase {
    double end;
    std::string_view from, to;
    std::string_view momentum_from, momentum_to;
};

std::vector<Phase> phases_of(const Scheduler& scheduler) {
    const auto total = static_cast<double>(scheduler.integer("total_steps"));
    const double start = scheduler.number("_pct_start");
    if (flag(scheduler.entries, "_three_phase")) {
        return {{start * total - 1, "initial_lr", "max_lr", "max_momentum", "base_momentum"},
                {2 * start * total - 2, "max_lr", "initial_lr", "base_momentum", "max_momentum"},
                {total - 1, "initial_lr", "min_lr", "max_momentum", "max_momentum"}};
    }
    return {{start * total - 1, "initial_lr", "max_lr", "max_momentum", "base_momentum"},
            {total - 1, "max_lr", "min_lr", "base_momentum", "max_momentum"}};
}

bool positive_integer(const Value& value) {
    return std::holds_alternative<int64_t>(value.data()) && value.integer() > 0;
}

int64_t total_steps(const Options& options) {
    const Value& total = *options.find("total_steps");
    const Value& epochs = *options.find("epochs");
    const Value& steps = *options.find("steps_per_epoch");
    if (total.is_none() && epochs.is_none() && steps.is_none()) {
        raise(ErrorKind::ValueError,
              "You must define either total_steps OR (epochs AND steps_per_epoch)");
    }
    const auto checked = [](const Value& value, std::string_view name) {
        if (!positive_integer(value)) {
            raise(ErrorKind::ValueError, "Expected positive integer {}, but got {}", name,
                  value.repr());
        }
        return value.integer();
    };
    if (!total.is_none()) return checked(total, "total_steps");
    const int64_t count = checked(epochs, "epochs");
    return count * checked(steps, "steps_per_epoch");
}

void set_momentum(Options& group, double momentum) {
    if (!group.contains("betas")) {
        group.set("momentum", momentum);
        return;
    }
    std::vector<Value> betas = group.find("betas")->sequence()->items;
    betas.at(0) = momentum;
    group.set("betas", Value::tuple(std::move(betas)));
}

void begin_momenta(Scheduler& scheduler, const Options& options) {
    const Options& defaults = scheduler.optimizer->defaults;
    if (!defaults.contains("momentum") && !defaults.contains("betas")) {
        raise(ErrorKind::ValueError,
              "optimizer must support momentum with `cycle_momentum` option enabled");
    }
    const auto most = scheduler.for_groups("max_momentum", *options.find("max_momentum"));
    const auto base = scheduler.for_groups("base_momentum", *options.find("base_momentum"));
    for (std::size_t i = 0; i < most.size(); ++i) {
        Options& group = scheduler.optimizer->groups[i].options;
        set_momentum(group, most[i].number("max_momentum"));
        group.set("max_momentum", most[i]);
        group.set("base_momentum", base[i]);
    }
}

void begin(Scheduler& scheduler, const Options& options) {
    Options& entries = scheduler.entries;
    entries.set("total_steps", total_steps(options));
    const Value& start = *options.find("pct_start");
    if (!std::holds_alternative<double>(start.data()) || start.number() < 0 || start.number() > 1) {
        raise(ErrorKind::ValueError, "Expected float between 0 and 1 pct_start, but got {}",
              start.repr());
    }
    const Value& strategy = *options.find("anneal_strategy");
    if (strategy.text() == nullptr || (*strategy.text() != "cos" && *strategy.text() != "linear")) {
        raise(ErrorKind::ValueError,
              "anneal_strategy must by one of 'cos' or 'linear', instead got {}",
              strategy.text() != nullptr ? *strategy.text() : strategy.repr());
    }
    entries.set("_pct_start", start);
    entries.set("_three_phase", *options.find("three_phase"));
    entries.set("_anneal_func_type", strategy);
    entries.set("cycle_momentum", *options.find("cycle_momentum"));
    const auto most = scheduler.for_groups("max_lr", *options.find("max_lr"));
    if (options.find("last_epoch")->integer("last_epoch") == -1) {
        for (std::size_t i = 0; i < most.size(); ++i) {
            Options& group = scheduler.optimizer->groups[i].options;
            const double initial = most[i].number("max_lr") / number(options, "div_factor");
            group.set("initial_lr", initial);
            group.set("max_lr", most[i]);
            group.set("min_lr", initial / number(options, "final_div_factor"));
        }
    }
    if (flag(options, "cycle_momentum")) begin_momenta(scheduler, options);
}

Value rate(const Scheduler& scheduler, std::size_t index, const CallFunction&) {
    const int64_t epoch = scheduler.last_epoch();
    if (epoch > scheduler.integer("total_steps")) {
        raise(ErrorKind::ValueError,
              "Tried to step {} times. The specified number of total steps is {}", epoch + 1,
              scheduler.integer("total_steps"));
    }
    const auto at = static_cast<double>(epoch);
    const std::vector<Phase> phases = phases_of(scheduler);
    double start = 0;
    std::size_t i = 0;
    while (i + 1 < phases.size() && at > phases[i].end) start = phases[i++].end;
    const Phase& phase = phases[i];
    if (phase.end == start) raise(ErrorKind::ZeroDivisionError, "float division by zero");
    const double part = (at - start) / (phase.end - start);
    const bool cosine = *scheduler.entries.find("_anneal_func_type")->text() == "cos";
    Options& group = scheduler.optimizer->groups[index].options;
    const auto between = [&](std::string_view from, std::string_view to) {
        const double a = number(group, from);
        const double b = number(group, to);
        if (!cosine) return (b - a) * part + a;
        return b + (a - b) / 2.0 * (std::cos(std::numbers::pi * part) + 1);
    };
    if (flag(scheduler.entries, "cycle_momentum")) {
        set_momentum(group, between(phase.momentum_from, phase.momentum_to));
    }
    return between(phase.from, phase.to);
}

}  // namespace

const SchedulerRule kOneCycleLRRule{
    .class_name = "OneCycleLR",
    .defaults =
        [] {
            return options_of({{"total_steps", Value()},
                               {"epochs", Value()},
                               {"steps_per_epoch", Value()},
                               {"pct_start", 0.3},
                               {"anneal_strategy", "cos"},
                               {"cycle_momentum", true},
                               {"base_momentum", 0.85},
                               {"max_momentum", 0.95},
                               {"div_factor", 25.0},
                               {"final_div_factor", 1e4},
                               {"three_phase", false}});
        },
    .required = [] { return Names{"max_lr"}; },
    .begin = begin,
    .rate = rate,
};

}  // namespace engine::optim
