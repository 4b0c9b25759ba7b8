#pragma once

#include "engine/nn/context.h"
#include "engine/tensor/grad_listeners.h"

#include <functional>
#include <memory>

namespace engine::script {

/// tensor.register_hook(callable): gives the handle with remove().
/// throws  as engine::register_hook
nn::Value register_tensor_hook(const Tensor& tensor, const nn::Value& callable);

/// torch.utils.hooks.RemovableHandle: an object whose remove() calls `remove`.
nn::Value hook_handle(std::function<void()> remove);

/// The handle of a hook of a module.
nn::Value module_hook_handle(const nn::ModulePtr& module, int64_t id);

/// Lets hooks of the script run while backward does: who calls them.
class HookScope {
public:
    explicit HookScope(nn::Host* host);
    ~HookScope();
    HookScope(const HookScope&) = delete;
    HookScope& operator=(const HookScope&) = delete;

private:
    nn::Host* before_;
};

/// Calls a function of the script while a backward runs: what a Function of its own is asked for.
/// throws  RuntimeError outside of a HookScope
nn::Value call_in_backward(const nn::Value& callable, std::span<const nn::Value> args);

/// tensor.grad_fn as an object with name() and next_functions; None for a leaf.
nn::Value grad_fn_value(const Tensor& tensor);

}  // namespace engine::script
