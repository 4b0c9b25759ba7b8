// ReduceLROnPlateau: the rate falls when a metric stops getting better.
#include "engine/base/error.h"
#include "engine/optim/scheduler_rules.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace engine::optim {

namespace {

using nn::Value;
using Names = std::vector<std::string_view>;

const std::string& word(const Options& options, std::string_view name) {
    const Value& value = *options.find(name);
    if (value.text() != nullptr) return *value.text();
    raise(ErrorKind::TypeError, "can only concatenate str (not \"{}\") to str", value.type_name());
}

void begin(Scheduler& scheduler, const Options& options) {
    if (number(options, "factor") >= 1) {
        raise(ErrorKind::ValueError, "Factor should be < 1.0.");
    }
    const Value& least = *options.find("min_lr");
    const std::size_t groups = scheduler.optimizer->groups.size();
    if (least.sequence() != nullptr && least.sequence()->items.size() != groups) {
        raise(ErrorKind::ValueError, "expected {} min_lrs, got {}", groups,
              least.sequence()->items.size());
    }
    const std::string& mode = word(options, "mode");
    if (mode != "min" && mode != "max") {
        raise(ErrorKind::ValueError, "mode {} is unknown!", mode);
    }
    const std::string& threshold_mode = word(options, "threshold_mode");
    if (threshold_mode != "rel" && threshold_mode != "abs") {
        raise(ErrorKind::ValueError, "threshold mode {} is unknown!", threshold_mode);
    }
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const double worst = mode == "min" ? kInfinity : -kInfinity;
    Options& entries = scheduler.entries;
    entries.set("factor", *options.find("factor"));
    entries.set("min_lrs", Value::list(scheduler.for_groups("min_lr", least)));
    entries.set("patience", *options.find("patience"));
    entries.set("verbose", *options.find("verbose"));
    entries.set("cooldown", *options.find("cooldown"));
    entries.set("cooldown_counter", 0);
    entries.set("mode", mode);
    entries.set("threshold", *options.find("threshold"));
    entries.set("threshold_mode", threshold_mode);
    entries.set("best", worst);
    entries.set("num_bad_epochs", 0);
    entries.set("mode_worse", worst);
    entries.set("eps", *options.find("eps"));
    entries.set("last_epoch", 0);
}

bool better(const Scheduler& scheduler, double metric) {
    const double best = scheduler.number("best");
    const double threshold = scheduler.number("threshold");
    const bool relative = word(scheduler.entries, "threshold_mode") == "rel";
    if (word(scheduler.entries, "mode") == "min") {
        return metric < (relative ? best * (1. - threshold) : best - threshold);
    }
    return metric > (relative ? best * (threshold + 1.) : best + threshold);
}

void reduce(Scheduler& scheduler) {
    const std::vector<Value>& least = scheduler.entries.find("min_lrs")->sequence()->items;
    for (std::size_t i = 0; i < scheduler.optimizer->groups.size(); ++i) {
        if (i >= least.size()) raise(ErrorKind::IndexError, "list index out of range");
        const double before = scheduler.rate(i).number("lr");
        const double after =
            std::max(before * scheduler.number("factor"), least[i].number("min_lr"));
        if (before - after > scheduler.number("eps")) {
            scheduler.optimizer->groups[i].options.set("lr", after);
            if (flag(scheduler.entries, "verbose")) {
                scheduler.tell(
                    fmt::format("Epoch {:05d}: reducing learning rate of group {} to "
                                "{:.4e}.\n",
                                scheduler.last_epoch(), i, after));
            }
        }
    }
}

void step(Scheduler& scheduler, const Value& metric) {
    if (metric.is_none()) {
        raise(ErrorKind::TypeError,
              "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'");
    }
    const double current =
        metric.is_tensor() ? metric.tensor().item<double>() : metric.number("metrics");
    Options& entries = scheduler.entries;
    entries.set("last_epoch", scheduler.last_epoch() + 1);
    int64_t bad = scheduler.integer("num_bad_epochs");
    if (better(scheduler, current)) {
        entries.set("best", current);
        bad = 0;
    } else {
        ++bad;
    }
    int64_t cooling = scheduler.integer("cooldown_counter");
    if (cooling > 0) {
        --cooling;
        bad = 0;
    }
    if (bad > scheduler.number("patience")) {
        reduce(scheduler);
        cooling = scheduler.integer("cooldown");
        bad = 0;
    }
    entries.set("cooldown_counter", cooling);
    entries.set("num_bad_epochs", bad);
    std::vector<Value> rates;
    for (std::size_t i = 0; i < scheduler.optimizer->groups.size(); ++i) {
        rates.push_back(scheduler.rate(i));
    }
    scheduler.set_rates(rates);
}

}  // namespace

const SchedulerRule kReduceLROnPlateauRule{
    .class_name = "ReduceLROnPlateau",
    .defaults =
        [] {
            return options_of({{"mode", "min"},
                               {"factor", 0.1},
                               {"patience", 10},
                               {"threshold", 1e-4},
                               {"threshold_mode", "rel"},
                               {"cooldown", 0},
                               {"min_lr", 0},
                               {"eps", 1e-8}});
        },
    .required = [] { return Names(); },
    .begin = begin,
    .rate = nullptr,
    .step = step,
    .steps_at_once = false,
};

}  // namespace engine::optim
