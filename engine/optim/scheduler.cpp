#include "engine/optim/scheduler.h"

#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/optim/scheduler_rules.h"

#include <algorithm>

namespace engine::optim {

namespace {

Options complete(const SchedulerRule& rule, const Options& given) {
    Options options;
    for (const std::string_view name : rule.required()) {
        const nn::Value* const value = given.find(name);
        if (value == nullptr) {
            raise(ErrorKind::TypeError,
                  "{}.__init__() missing 1 required positional argument: '{}'", rule.class_name,
                  name);
        }
        options.set(name, *value);
    }
    for (const auto& [name, value] : rule.defaults()) options.set(name, value);
    options.set("last_epoch", -1);
    options.set("verbose", false);
    for (const auto& [name, value] : given) {
        if (!options.contains(name)) {
            raise(ErrorKind::TypeError, "{}.__init__() got an unexpected keyword argument '{}'",
                  rule.class_name, name);
        }
        options.set(name, value);
    }
    return options;
}

}  // namespace

Scheduler::Scheduler(const SchedulerRule& rule, std::shared_ptr<Optimizer> of, Options given,
                     const CallFunction& call)
    : optimizer(std::move(of)), rule_(&rule) {
    const Options options = complete(rule, given);
    const int64_t last = options.find("last_epoch")->integer("last_epoch");
    if (rule.begin != nullptr) {
        rule.begin(*this, options);
    } else {
        for (const auto& [name, value] : options) {
            if (name != "last_epoch" && name != "verbose") entries.set(name, value);
        }
    }
    if (!rule.steps_at_once) return;
    std::vector<nn::Value> base;
    for (std::size_t i = 0; i < optimizer->groups.size(); ++i) {
        Options& group = optimizer->groups[i].options;
        if (!group.contains("initial_lr")) {
            if (last != -1) {
                raise(ErrorKind::KeyError,
                      "\"param 'initial_lr' is not specified in param_groups[{}] when resuming an "
                      "optimizer\"",
                      i);
            }
            group.set("initial_lr", rate(i));
        }
        base.push_back(*group.find("initial_lr"));
    }
    entries.set("base_lrs", nn::Value::list(std::move(base)));
    entries.set("last_epoch", last);
    entries.set("verbose", *options.find("verbose"));
    entries.set("_step_count", 0);
    entries.set("_get_lr_called_within_step", false);
    initial_step(call);
}

void Scheduler::initial_step(const CallFunction& call) {
    optimizer->steps = 0;
    entries.set("_step_count", 0);
    step({}, call);
}

void Scheduler::step(const nn::Value& argument, const CallFunction& call) {
    if (rule_->step != nullptr) return rule_->step(*this, argument);
    if (integer("_step_count") == 1 && optimizer->steps < 1) {
        warn(
            "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 "
            "and later, you should call them in the opposite order: `optimizer.step()` before "
            "`lr_scheduler.step()`.  Failure to do this will result in PyTorch skipping the first "
            "value of the learning rate schedule. See more details at "
            "https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate");
    }
    entries.set("_step_count", integer("_step_count") + 1);
    entries.set("last_epoch", argument.is_none() ? last_epoch() + 1 : argument.integer("epoch"));
    if (!argument.is_none()) {
        warn(
            "The epoch parameter in `scheduler.step()` was not necessary and is being deprecated "
            "where possible. Please use `scheduler.step()` to step the scheduler. During the "
            "deprecation, if epoch is different from None, the closed form is used instead of the "
            "new chainable form, where available. Please open an issue if you are unable to "
            "replicate your use case: https://github.com/pytorch/pytorch/issues/new/choose.");
    }
    const bool closed = !argument.is_none() && rule_->closed != nullptr;
    std::vector<nn::Value> rates;
    for (std::size_t i = 0; i < optimizer->groups.size(); ++i) {
        rates.push_back(closed ? rule_->closed(*this, i) : rule_->rate(*this, i, call));
    }
    set_rates(rates);
    if (!flag(entries, "verbose")) return;
    const std::string when =
        argument.is_none() ? "Adjusting" : fmt::format("Epoch {:05d}: adjusting", last_epoch());
    for (std::size_t i = 0; i < rates.size(); ++i) {
        tell(fmt::format("{} learning rate of group {} to {:.4e}.\n", when, i,
                         rates[i].number("lr")));
    }
}

void Scheduler::set_rates(const std::vector<nn::Value>& rates) {
    for (std::size_t i = 0; i < rates.size() && i < optimizer->groups.size(); ++i) {
        optimizer->groups[i].options.set("lr", rates[i]);
    }
    entries.set("_last_lr", nn::Value::list(rates));
}

nn::Value Scheduler::get_last_lr() const {
    if (const nn::Value* last = entries.find("_last_lr")) return *last;
    raise(ErrorKind::AttributeError, "'{}' object has no attribute '_last_lr'", rule_->class_name);
}

void Scheduler::load_state_dict(const Options& saved) {
    for (const auto& [name, value] : saved) entries.set(name, value);
}

int64_t Scheduler::integer(std::string_view name) const {
    const nn::Value* const value = entries.find(name);
    if (value == nullptr) {
        raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", rule_->class_name,
              name);
    }
    return value->integer(name);
}

double Scheduler::base_rate(std::size_t group) const {
    const nn::Sequence* const base = entries.find("base_lrs")->sequence();
    if (base == nullptr || group >= base->items.size()) {
        raise(ErrorKind::IndexError, "list index out of range");
    }
    return base->items[group].number("initial_lr");
}

const nn::Value& Scheduler::rate(std::size_t group) const {
    const nn::Value* const rate = optimizer->groups.at(group).options.find("lr");
    if (rate == nullptr) raise(ErrorKind::KeyError, "'lr'");
    return *rate;
}

std::vector<nn::Value> Scheduler::for_groups(std::string_view name, const nn::Value& given) const {
    const nn::Sequence* const each = given.sequence();
    if (each == nullptr) return std::vector(optimizer->groups.size(), given);
    if (each->items.size() != optimizer->groups.size()) {
        raise(ErrorKind::ValueError, "expected {} values for {}, got {}", optimizer->groups.size(),
              name, each->items.size());
    }
    return each->items;
}

std::span<const SchedulerRule* const> scheduler_rules() {
    static constexpr const SchedulerRule* kRules[] = {
        &kConstantLRRule,    &kCosineAnnealingLRRule, &kCosineAnnealingWarmRestartsRule,
        &kExponentialLRRule, &kLambdaLRRule,          &kLinearLRRule,
        &kMultiStepLRRule,   &kMultiplicativeLRRule,  &kOneCycleLRRule,
        &kPolynomialLRRule,  &kReduceLROnPlateauRule, &kStepLRRule,
    };
    return kRules;
}

const SchedulerRule& scheduler_rule(std::string_view class_name) {
    for (const SchedulerRule* rule : scheduler_rules()) {
        if (rule->class_name == class_name) return *rule;
    }
    raise(ErrorKind::AttributeError, "module 'torch.optim.lr_scheduler' has no attribute '{}'",
          class_name);
}

}  // namespace engine::optim
