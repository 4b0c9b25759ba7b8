#pragma once

#include "engine/script/optimizer_object.h"

namespace engine::script {

/// `optimizer.state`, a dict of dicts by parameter, or with a parameter `optimizer.state[p]`. Both
/// look into the optimizer at every use.
struct OptimizerStateObject : EngineObject {
    std::string_view type_name() const override;
    std::string repr() const override;
    std::optional<nn::Value> attribute(Machine& machine, const nn::Value& self,
                                       std::string_view name) const override;
    /// throws  KeyError
    nn::Value item(const nn::Value& key) const;
    void set_item(const nn::Value& key, const nn::Value& to) const;
    /// What a loop over it goes through.
    std::vector<nn::Value> keys() const;

    std::shared_ptr<OptimizerObject> of;
    std::optional<std::size_t> parameter{};  ///< counted over all groups

private:
    optim::Options& entry() const;
};

/// Null for anything else.
const OptimizerStateObject* optimizer_state_of(const nn::Value& value);
nn::Value optimizer_state_value(const OptimizerObject& of);
std::span<const Builtin> optimizer_state_methods();

}  // namespace engine::script
