#pragma once

#include "engine/optim/scheduler.h"
#include "engine/script/object.h"

#include <memory>
#include <optional>
#include <span>

namespace engine::script {

/// A scheduler that a script made: torch.optim.lr_scheduler.StepLR(...).
struct SchedulerObject : EngineObject {
    SchedulerObject() : EngineObject(EngineSort::Scheduler) {}
    std::string_view type_name() const override { return scheduler->rule().class_name; }
    std::optional<nn::Value> attribute(Machine& machine, const nn::Value& self,
                                       std::string_view name) const override;

    std::shared_ptr<optim::Scheduler> scheduler;
};

nn::Value scheduler_value(std::shared_ptr<optim::Scheduler> scheduler);
std::span<const Builtin> scheduler_methods();

}  // namespace engine::script
