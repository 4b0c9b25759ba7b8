#include "engine/autograd/grad_hooks.h"

#include "engine/autograd/node.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/tensor_impl.h"

#include <algorithm>

namespace engine {

namespace {

std::shared_ptr<GradListeners>& listeners_of(const Tensor& tensor) {
    TensorImpl& impl = *tensor.impl();
    if (!tensor.is_leaf()) {
        auto& node = static_cast<Node&>(*tensor.grad_fn());
        auto& listeners = node.outputs[impl.output].listeners;
        if (!listeners) listeners = std::make_shared<GradListeners>();
        impl.listeners = listeners;
    } else if (!impl.listeners) {
        impl.listeners = std::make_shared<GradListeners>();
    }
    return impl.listeners;
}

}  // namespace

void HookHandle::remove() const {
    const auto listeners = listeners_.lock();
    if (!listeners) return;
    std::erase_if(listeners->hooks, [&](const auto& hook) { return hook.first == id_; });
}

HookHandle register_hook(const Tensor& tensor, std::shared_ptr<TensorHook> hook) {
    if (!tensor.requires_grad()) {
        raise(ErrorKind::RuntimeError,
              "cannot register a hook on a tensor that doesn't require gradient");
    }
    const std::shared_ptr<GradListeners>& listeners = listeners_of(tensor);
    const uint64_t id = listeners->next_id++;
    listeners->hooks.emplace_back(id, std::move(hook));
    return {listeners, id};
}

void retain_grad(const Tensor& tensor) {
    if (!tensor.requires_grad()) {
        raise(ErrorKind::RuntimeError, "can't retain_grad on Tensor that has requires_grad=False");
    }
    if (!tensor.is_leaf()) listeners_of(tensor)->retains = true;
}

bool retains_grad(const Tensor& tensor) {
    const auto& listeners = tensor.impl()->listeners;
    return listeners && listeners->retains;
}

Tensor tell(GradListeners& listeners, Tensor gradient) {
    const auto hooks = listeners.hooks;  // a hook may take itself away
    for (const auto& [id, hook] : hooks) {
        const Tensor changed = hook->run(gradient);
        if (!changed.defined()) continue;
        if (changed.sizes() != gradient.sizes()) {
            raise(ErrorKind::RuntimeError, "hook '{}' has changed the size of value", hook->name());
        }
        if (changed.dtype() != gradient.dtype()) {
            raise(ErrorKind::RuntimeError, "hook '{}' has changed the type of value", hook->name());
        }
        gradient = changed;
    }
    if (listeners.retains) {
        Tensor& kept = listeners.gradient;
        kept =
            kept.defined() ? raw::binary(kernels::BinaryOp::Add, kept, gradient) : gradient.copy();
    }
    return gradient;
}

}  // namespace engine
