#pragma once

#include <cstdint>
#include <memory>

#include "engine/tensor/grad_listeners.h"

namespace engine {

/// Takes a hook away again: torch.utils.hooks.RemovableHandle. Holds nobody alive.
class HookHandle {
public:
    HookHandle() = default;
    HookHandle(const std::shared_ptr<GradListeners>& listeners, uint64_t id)
        : listeners_(listeners), id_(id) {}
    /// Does nothing the second time.
    void remove() const;

private:
    std::weak_ptr<GradListeners> listeners_;
    uint64_t id_ = 0;
};

/// tensor.register_hook(hook): called with the tensor's gradient in every backward, after all of it
/// has come and before it goes on.
/// throws  RuntimeError "cannot register a hook on a tensor that doesn't require gradient"
HookHandle register_hook(const Tensor& tensor, std::shared_ptr<TensorHook> hook);

/// tensor.retain_grad(): a result's gradient is kept as its `.grad`. Does nothing to a leaf.
/// throws  RuntimeError "can't retain_grad on Tensor that has requires_grad=False"
void retain_grad(const Tensor& tensor);
/// tensor.retains_grad
bool retains_grad(const Tensor& tensor);

/// Calls the hooks in order and keeps the gradient if that was asked for; gives what goes on.
/// throws  RuntimeError "hook '<lambda>' has changed the size of value"
Tensor tell(GradListeners& listeners, Tensor gradient);

}  // namespace engine
