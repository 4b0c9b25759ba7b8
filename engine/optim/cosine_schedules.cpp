// Schedules along a cosine.
#include "engine/base/error.h"
#include "engine/optim/scheduler_rules.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace engine::optim {

namespace {

using nn::Value;
using Names = std::vector<std::string_view>;
using std::numbers::pi;

// From base to eta_min along half a cosine of T_max steps, and back; each step from the rate as it
// is, so that other schedules may act on it as well.
Value cosine_closed(const Scheduler& scheduler, std::size_t group) {
    const double least = scheduler.number("eta_min");
    const double part = static_cast<double>(scheduler.last_epoch()) / scheduler.number("T_max");
    return least + (scheduler.base_rate(group) - least) * (1 + std::cos(pi * part)) / 2;
}

Value cosine_rate(const Scheduler& scheduler, std::size_t group, const CallFunction&) {
    const int64_t epoch = scheduler.last_epoch();
    if (epoch == 0) return scheduler.rate(group);
    const int64_t half = scheduler.integer("T_max");
    if (half == 0) raise(ErrorKind::ZeroDivisionError, "integer modulo by zero");
    const double base = scheduler.base_rate(group);
    const double least = scheduler.number("eta_min");
    const double now = scheduler.rate(group).number("lr");
    const auto e = static_cast<double>(epoch);
    const auto t = static_cast<double>(half);
    if (scheduler.integer("_step_count") == 1) {  // resumed
        return least + (base - least) * (1 + std::cos(e * pi / t)) / 2;
    }
    if ((epoch - 1 - half) % (2 * half) == 0) {
        return now + (base - least) * (1 - std::cos(pi / t)) / 2;
    }
    return (1 + std::cos(pi * e / t)) / (1 + std::cos(pi * (e - 1) / t)) * (now - least) + least;
}

void begin_restarts(Scheduler& scheduler, const Options& options) {
    const auto whole = [&](std::string_view name) {
        return std::holds_alternative<int64_t>(options.find(name)->data());
    };
    if (!whole("T_0") || number(options, "T_0") <= 0) {
        raise(ErrorKind::ValueError, "Expected positive integer T_0, but got {}",
              options.find("T_0")->repr());
    }
    if (!whole("T_mult") || number(options, "T_mult") < 1) {
        raise(ErrorKind::ValueError, "Expected integer T_mult >= 1, but got {}",
              options.find("T_mult")->repr());
    }
    scheduler.entries.set("T_0", *options.find("T_0"));
    scheduler.entries.set("T_i", *options.find("T_0"));
    scheduler.entries.set("T_mult", *options.find("T_mult"));
    scheduler.entries.set("eta_min", *options.find("eta_min"));
    scheduler.entries.set("T_cur", *options.find("last_epoch"));
}

// Where an epoch lies: so many steps into a period of T_i.
void place(Scheduler& scheduler, double epoch) {
    const double first = scheduler.number("T_0");
    const double grows = scheduler.number("T_mult");
    Options& entries = scheduler.entries;
    if (epoch < first) {
        entries.set("T_i", static_cast<int64_t>(first));
        entries.set("T_cur", epoch);
    } else if (grows == 1) {
        entries.set("T_cur", std::fmod(epoch, first));
    } else {
        const double n = std::floor(std::log(epoch / first * (grows - 1) + 1) / std::log(grows));
        entries.set("T_cur", epoch - first * (std::pow(grows, n) - 1) / (grows - 1));
        entries.set("T_i", static_cast<int64_t>(first * std::pow(grows, n)));
    }
}

void step_restarts(Scheduler& scheduler, const Value& argument) {
    Options& entries = scheduler.entries;
    double epoch = static_cast<double>(scheduler.last_epoch()) + 1;
    if (argument.is_none() && scheduler.last_epoch() >= 0) {
        double current = scheduler.number("T_cur") + 1;
        const int64_t period = scheduler.integer("T_i");
        if (current >= static_cast<double>(period)) {
            current -= static_cast<double>(period);
            entries.set("T_i", period * scheduler.integer("T_mult"));
        }
        entries.set("T_cur", current);
    } else {
        epoch = argument.is_none() ? 0 : argument.number("epoch");
        if (epoch < 0) {
            raise(ErrorKind::ValueError, "Expected non-negative epoch, but got {}",
                  argument.repr());
        }
        place(scheduler, epoch);
    }
    // Python counts in ints as long as it can.
    if (argument.is_none() || !std::holds_alternative<double>(argument.data())) {
        entries.set("T_cur", static_cast<int64_t>(scheduler.number("T_cur")));
    }
    entries.set("last_epoch", static_cast<int64_t>(std::floor(epoch)));
    const double least = scheduler.number("eta_min");
    const double part = scheduler.number("T_cur") / scheduler.number("T_i");
    std::vector<Value> rates;
    for (std::size_t i = 0; i < scheduler.optimizer->groups.size(); ++i) {
        const double base = scheduler.base_rate(i);
        rates.emplace_back(least + (base - least) * (1 + std::cos(pi * part)) / 2);
    }
    scheduler.set_rates(rates);
}

}  // namespace

const SchedulerRule kCosineAnnealingLRRule{
    .class_name = "CosineAnnealingLR",
    .defaults =
        [] {
            return options_of({{"eta_min", 0}});
        },
    .required = [] { return Names{"T_max"}; },
    .begin = nullptr,
    .rate = cosine_rate,
    .closed = cosine_closed,
};
const SchedulerRule kCosineAnnealingWarmRestartsRule{
    .class_name = "CosineAnnealingWarmRestarts",
    .defaults =
        [] {
            return options_of({{"T_mult", 1}, {"eta_min", 0}});
        },
    .required = [] { return Names{"T_0"}; },
    .begin = begin_restarts,
    .rate = nullptr,
    .step = step_restarts,
};

}  // namespace engine::optim
