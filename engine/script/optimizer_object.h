#pragma once

#include "engine/optim/optimizer.h"
#include "engine/script/object.h"

#include <optional>

namespace engine::script {

/// The session's own optimizer, and what hangs from it: `optimizer`, `optimizer.param_groups`,
/// `optimizer.param_groups[i]`. They look the optimizer up at every use.
struct OptimizerObject : EngineObject {
    enum class Part : uint8_t { Whole, Groups, Group };
    std::string_view type_name() const override;
    std::string repr() const override;

    optim::Optimizer* optimizer = nullptr;
    Part part = Part::Whole;
    std::size_t group = 0;
};

nn::Value optimizer_value(optim::Optimizer& optimizer);
std::optional<nn::Value> optimizer_attribute(Machine& machine, const nn::Value& value,
                                             std::string_view name);
std::optional<nn::Value> optimizer_item(Machine& machine, const nn::Value& value,
                                        const nn::Value& index);
bool set_optimizer_item(Machine& machine, const nn::Value& value, const nn::Value& index,
                        const nn::Value& to);
std::optional<int64_t> optimizer_length(Machine& machine, const nn::Value& value);
std::span<const Builtin> optimizer_methods();

}  // namespace engine::script
