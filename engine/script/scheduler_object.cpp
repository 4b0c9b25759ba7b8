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

nn::Value step(Machine& machine, Arguments& arguments) {
    nn::Value argument;
    if (arguments.positional.size() > 1) argument = arguments.positional[1];
    for (const std::string_view name : {"epoch", "metrics"}) {
        if (const auto named = take_keyword(arguments, name)) argument = *named;
    }
    no_keywords("step", arguments);
    scheduler_of(arguments.positional[0])
        .step(argument, [&](const nn::Value& function, int64_t epoch) {
            const nn::Value at[] = {epoch};
            return machine.call(function, std::span<const nn::Value>(at)).number("lr");
        });
    return {};
}

constexpr Builtin kMethods[] = {
    {"step", step},
    {"get_last_lr",
     [](Machine&, Arguments& arguments) -> nn::Value {
         expect_method("get_last_lr", arguments, 0, 0);
         return scheduler_of(arguments.positional[0]).get_last_lr();
     }},
    {"state_dict",
     [](Machine& machine, Arguments& arguments) -> nn::Value {
         expect_method("state_dict", arguments, 0, 0);
         return options_dict(machine, scheduler_of(arguments.positional[0]).entries);
     }},
    {"load_state_dict",
     [](Machine&, Arguments& arguments) -> nn::Value {
         expect_method("load_state_dict", arguments, 1, 1);
         scheduler_of(arguments.positional[0])
             .load_state_dict(options_of_dict(arguments.positional[1]));
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
