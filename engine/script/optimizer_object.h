#pragma once

#include "engine/optim/optimizer.h"
#include "engine/script/object.h"

#include <memory>
#include <optional>
#include <vector>

namespace engine::script {

/// An optimizer, the session's own or a script's, and what hangs from it: `optimizer`,
/// `optimizer.param_groups`, `optimizer.param_groups[i]`.
struct OptimizerObject : EngineObject {
    enum class Part : uint8_t { Whole, Groups, Group };
    OptimizerObject() : EngineObject(EngineSort::Optimizer) {}
    std::string_view type_name() const override;
    std::string repr() const override;

    optim::Optimizer* optimizer = nullptr;
    std::shared_ptr<optim::Optimizer> owner;  ///< of a script's; the session keeps its own
    Part part = Part::Whole;
    std::size_t group = 0;
};

nn::Value optimizer_value(optim::Optimizer& optimizer);
/// As repr() shows any object of the engine.
std::string optimizer_repr(Machine& machine, const nn::Value& value);
nn::Value optimizer_value(std::shared_ptr<optim::Optimizer> owner);
/// The optimizer of an argument, to be kept.
/// throws  TypeError "int is not an Optimizer"
std::shared_ptr<optim::Optimizer> shared_optimizer(const nn::Value& value);
/// `params` of a constructor: tensors, or dicts with options of their own.
/// throws  TypeError "optimizer can only optimize Tensors, but one of the params is int", ...
std::vector<optim::ParamGroup> param_groups(const nn::Value& params);
/// Options as a dict of the script, and back.
nn::Value options_dict(Machine& machine, const optim::Options& options);
optim::Options options_of_dict(const nn::Value& value);
/// Whether both stand for the same optimizer, or for the same part of one.
bool same_optimizer(const nn::Value& left, const nn::Value& right);
std::optional<nn::Value> optimizer_attribute(Machine& machine, const nn::Value& value,
                                             std::string_view name);
std::optional<nn::Value> optimizer_item(Machine& machine, const nn::Value& value,
                                        const nn::Value& index);
bool set_optimizer_item(Machine& machine, const nn::Value& value, const nn::Value& index,
                        const nn::Value& to);
std::optional<int64_t> optimizer_length(Machine& machine, const nn::Value& value);
/// What `for` walks in param_groups and in a group; nothing for others.
std::optional<std::vector<nn::Value>> optimizer_walk(Machine& machine, const nn::Value& value);
std::span<const Builtin> optimizer_methods();
std::span<const Builtin> param_group_methods();

}  // namespace engine::script
