#pragma once

#include "engine/script/object.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace engine::script {

/// torch.utils.hooks.RemovableHandle. That of a module's hook names the module, so that a fork's
/// handle takes the hook from the fork's module; any other calls `take_away`.
struct HookHandleObject : EngineObject {
    std::string_view type_name() const override { return "RemovableHandle"; }
    std::string repr() const override {
        return fmt::format("<torch.utils.hooks.RemovableHandle object at {}>",
                           static_cast<const void*>(this));
    }
    std::optional<nn::Value> attribute(Machine& machine, const nn::Value& self,
                                       std::string_view name) const override;
    void remove();

    std::weak_ptr<nn::Module> module;  ///< a handle keeps no module alive, as PyTorch's
    int64_t id = 0;
    std::function<void()> take_away;
};

}  // namespace engine::script
