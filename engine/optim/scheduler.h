#pragma once

#include "engine/optim/optimizer.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// torch.optim.lr_scheduler as data: what a class computes is a rule, what an object knows is a
/// map.
namespace engine::optim {

class Scheduler;

/// Calls a function of the script with an epoch: LambdaLR's.
using CallFunction = std::function<double(const nn::Value& function, int64_t epoch)>;

/// What a class of schedulers does.
struct SchedulerRule {
    std::string_view class_name;  ///< "StepLR"
    /// Its options with their values when nobody gives them, in the order of PyTorch's signature
    /// behind `optimizer`; a required one is not there and stands in `required`.
    Options (*defaults)();
    std::vector<std::string_view> (*required)();
    /// Refuses options and turns them into the object's first entries. Null: they are the entries.
    void (*begin)(Scheduler& scheduler, const Options& options);
    /// The new lr of a group at scheduler.last_epoch().
    nn::Value (*rate)(const Scheduler& scheduler, std::size_t group, const CallFunction& call);
    /// In place of the usual step; `argument` is what step() was given, or None.
    void (*step)(Scheduler& scheduler, const nn::Value& argument) = nullptr;
    /// Whether construction ends with a step, as all but ReduceLROnPlateau's does.
    bool steps_at_once = true;
    /// The lr at last_epoch() from base_lrs alone: what step(epoch) sets. Null: `rate`.
    nn::Value (*closed)(const Scheduler& scheduler, std::size_t group) = nullptr;
};

/// A scheduler of an optimizer. Constructing one makes its initial step.
class Scheduler {
public:
    /// One without optimizer and entries, for whoever reads a saved one.
    explicit Scheduler(const SchedulerRule& rule) : rule_(&rule) {}
    /// `given` has options by name.
    /// throws  ValueError, KeyError, TypeError as PyTorch words them
    Scheduler(const SchedulerRule& rule, std::shared_ptr<Optimizer> optimizer, Options given,
              const CallFunction& call = {});

    const SchedulerRule& rule() const { return *rule_; }
    std::shared_ptr<Optimizer> optimizer;
    /// What state_dict() shows, in its order: options, base_lrs, last_epoch, _step_count, ...
    Options entries;

    /// step(), step(metric) or step(epoch)
    void step(const nn::Value& argument = {}, const CallFunction& call = {});
    /// The rates of the last step, one a group.
    /// throws  AttributeError where there was none
    nn::Value get_last_lr() const;
    void load_state_dict(const Options& saved);
    /// What `verbose` has to say since it was asked last, a line each; goes to the script's output.
    std::string take_told() { return std::exchange(told_, {}); }
    /// As the constructor ends: the first step, with its counters set back.
    void initial_step(const CallFunction& call = {});

    // For rules.
    double number(std::string_view name) const { return optim::number(entries, name); }
    int64_t integer(std::string_view name) const;
    int64_t last_epoch() const { return integer("last_epoch"); }
    double base_rate(std::size_t group) const;
    /// The group's lr as it is; a number that no rule changes keeps its type.
    const nn::Value& rate(std::size_t group) const;
    void set_rates(const std::vector<nn::Value>& rates);
    /// One value a group: a list gives each its own.
    /// throws  ValueError "expected 2 values for max_lr, got 3"
    std::vector<nn::Value> for_groups(std::string_view name, const nn::Value& given) const;

    void tell(std::string_view line) { told_ += line; }

private:
    const SchedulerRule* rule_;
    std::string told_;
};

/// Every class; one more is one more row.
std::span<const SchedulerRule* const> scheduler_rules();
/// throws  AttributeError "module 'torch.optim.lr_scheduler' has no attribute 'Foo'"
const SchedulerRule& scheduler_rule(std::string_view class_name);

}  // namespace engine::optim
