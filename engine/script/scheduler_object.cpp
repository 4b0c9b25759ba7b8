#include "engine/script/scheduler_object.h"

#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/optimizer_object.h"

#include <utility>

namespace engine::script {

namespace {

optim::Scheduler& scheduler_of(const nn::Value& value) {
    return *dynamic_cast<SchedulerObject&>(*as<EngineObject>(value)).scheduler;
}

optim::CallFunction lambdas(Machine& machine) {
    return [&machine](const nn::Value& function, int64_t epoch) {
        const nn::Value at[] = {epoch};
        return machine.call(function, std::span<const nn::Value>(at)).number("lr");
    };
}

nn::Value step(Machine& machine, Arguments& arguments) {
    nn::Value argument;
    if (arguments.positional.size() > 1) argument = arguments.positional[1];
    for (const std::string_view name : {"epoch", "metrics"}) {
        if (const auto named = take_keyword(arguments, name)) argument = *named;
    }
    no_keywords("step", arguments);
    optim::Scheduler& scheduler = scheduler_of(arguments.positional[0]);
    scheduler.step(argument, lambdas(machine));
    machine.environment().print(scheduler.take_told());
    return {};
}

// As state_dict() shows LambdaLR's: functions last, and nothing of what they do.
nn::Value state_dict(Machine& machine, Arguments& arguments) {
    expect_method("state_dict", arguments, 0, 0);
    optim::Options entries = scheduler_of(arguments.positional[0]).entries;
    if (const nn::Value* const functions = entries.find("lr_lambdas")) {
        std::vector<nn::Value> none(functions->sequence()->items.size());
        entries.erase("lr_lambdas");
        entries.set("lr_lambdas", nn::Value::list(std::move(none)));
    }
    return options_dict(machine, entries);
}

nn::Value load_state_dict(Machine&, Arguments& arguments) {
    expect_method("load_state_dict", arguments, 1, 1);
    optim::Options saved = options_of_dict(arguments.positional[1]);
    if (const nn::Value* const functions = saved.find("lr_lambdas")) {
        const nn::Sequence* const each = functions->sequence();
        if (each != nullptr && !each->items.empty() && each->items[0].is_none()) {
            saved.erase("lr_lambdas");
        }
    }
    scheduler_of(arguments.positional[0]).load_state_dict(saved);
    return {};
}

constexpr Builtin kMethods[] = {
    {"step", step},
    {"get_last_lr",
     [](Machine&, Arguments& arguments) -> nn::Value {
         expect_method("get_last_lr", arguments, 0, 0);
         return scheduler_of(arguments.positional[0]).get_last_lr();
     }},
    {"state_dict", state_dict},
    {"load_state_dict", load_state_dict},
    // For schedulers that are made of others (library/lr_scheduler.py).
    {"_step_back",
     [](Machine&, Arguments& arguments) -> nn::Value {
         optim::Scheduler& scheduler = scheduler_of(arguments.positional[0]);
         scheduler.entries.set("last_epoch", scheduler.last_epoch() - 1);
         return {};
     }},
    {"_initial_step",
     [](Machine& machine, Arguments& arguments) -> nn::Value {
         optim::Scheduler& scheduler = scheduler_of(arguments.positional[0]);
         scheduler.initial_step(lambdas(machine));
         machine.environment().print(scheduler.take_told());
         return {};
     }},
};

}  // namespace

std::optional<nn::Value> SchedulerObject::attribute(Machine&, const nn::Value& self,
                                                    std::string_view name) const {
    if (name == "optimizer") return optimizer_value(scheduler->optimizer);
    if (const Builtin* row = find_builtin("Scheduler", name)) {
        return builtin_method(*row, "Scheduler", self);
    }
    if (const nn::Value* entry = scheduler->entries.find(name)) return *entry;
    return std::nullopt;
}

nn::Value scheduler_value(std::shared_ptr<optim::Scheduler> scheduler) {
    auto made = std::make_shared<SchedulerObject>();
    made->scheduler = std::move(scheduler);
    return nn::ObjectPtr(std::move(made));
}

std::span<const Builtin> scheduler_methods() {
    return kMethods;
}

}  // namespace engine::script
