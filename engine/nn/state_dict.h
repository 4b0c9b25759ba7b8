#pragma once

#include "engine/nn/module.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engine::nn {

/// What classes of a user's own add to a state by get_extra_state and set_extra_state.
class ExtraState {
public:
    virtual ~ExtraState() = default;
    /// What the module's class adds; empty where it has no such method.
    virtual std::optional<Value> get(Module& module) = 0;
    /// Whether the module's class takes some back.
    virtual bool takes(Module& module) = 0;
    virtual void set(Module& module, const Value& state) = 0;
};

/// module.state_dict(): an OrderedDict of every parameter and persistent buffer under every path,
/// detached and aliasing the live ones (`keep_vars`: the very objects), with its `_metadata`.
std::shared_ptr<Dict> state_dict(Module& module, std::string_view prefix = {},
                                 bool keep_vars = false, ExtraState* extra = nullptr);

/// module.load_state_dict(state, strict, assign): copies in place what has a name and fits, and
/// tells the rest: _IncompatibleKeys(missing_keys=[...], unexpected_keys=[...]). `assign` puts the
/// given tensors in the places of the old ones.
/// throws  TypeError "Expected state_dict to be dict-like, got <class 'list'>.", RuntimeError
///         "Error(s) in loading state_dict for Net: ..." with every problem; what fits was copied
Value load_state_dict(Module& module, const Value& state, bool strict = true, bool assign = false,
                      ExtraState* extra = nullptr);

/// One load_state_dict as a class's own rule sees it (Behaviour::before_load).
struct StateLoad {
    std::vector<std::pair<std::string, Value>> entries;  ///< a copy: rules add and take away
    std::unordered_map<std::string, std::size_t> places;
    std::string prefix;              ///< of the module that is read: "" or "a.b."
    std::optional<int64_t> version;  ///< of the module in the state's metadata

    std::vector<std::string> missing;
    std::vector<std::string> unexpected;
    std::vector<std::string> errors;

    /// The entry `prefix + name`, or null.
    const Value* find(std::string_view name) const;
    void supply(std::string_view name, Value value);
    void take_away(std::string_view name);
};

}  // namespace engine::nn
