// Hooks of modules.
#include "engine/nn/hook.h"
#include "engine/nn/module.h"
#include "engine/script/heap.h"
#include "engine/script/interpreter.h"
#include "engine/script/native_tables.h"
#include "engine/script/tensor_hook.h"

namespace engine::script {

namespace {

using nn::HookKind;
using nn::Value;

/// Parameters: self, hook, and the number of `prepend`.
Value registered(Call& call, HookKind kind, std::size_t prepend) {
    const nn::ModulePtr module = call.module(0);
    // A method of the module, or of one above it, closes a ring.
    const auto* const callable = std::get_if<nn::ObjectPtr>(&call[1].data());
    if (callable != nullptr && *callable && call.environment().heap) {
        call.environment().heap->watch(*callable);
    }
    const int64_t id = module->hooks.add(kind, call[1], call.flag(prepend));
    return module_hook_handle(module, id);
}

/// Hooks that are given keyword arguments are not there.
void refuse_flag(const Call& call, std::size_t i) {
    if (!call.flag(i)) return;
    raise(ErrorKind::NotImplementedError, "{}={} is outside the PyTorch subset that Modescope runs",
          call.parameter(i), call[i].repr());
}

constexpr Native kRows[] = {
    {kModuleMethod, "register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False)",
     [](Call& call) {
         refuse_flag(call, 3);
         return registered(call, HookKind::ForwardPre, 2);
     }},
    {kModuleMethod,
     "register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False)",
     [](Call& call) {
         refuse_flag(call, 3);
         refuse_flag(call, 4);
         return registered(call, HookKind::Forward, 2);
     }},
    {kModuleMethod, "register_full_backward_hook(self, hook, prepend=False)",
     [](Call& call) { return registered(call, HookKind::FullBackward, 2); }},
    {kModuleMethod, "register_full_backward_pre_hook(self, hook, prepend=False)",
     [](Call& call) { return registered(call, HookKind::FullBackwardPre, 2); }},
};

}  // namespace

std::span<const Native> hook_names() {
    return kRows;
}

}  // namespace engine::script
