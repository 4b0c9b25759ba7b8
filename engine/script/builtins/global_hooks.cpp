#include "engine/script/global_hooks.h"

#include "engine/base/error.h"
#include "engine/nn/hook.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/tensor_hook.h"

namespace engine::script {

namespace {

constexpr std::string_view name_of(nn::HookKind kind) {
    switch (kind) {
        case nn::HookKind::ForwardPre:
            return "register_module_forward_pre_hook";
        case nn::HookKind::Forward:
            return "register_module_forward_hook";
        case nn::HookKind::FullBackwardPre:
            return "register_module_full_backward_pre_hook";
        default:
            return "register_module_full_backward_hook";
    }
}

template <nn::HookKind kind>
nn::Value registered(Machine& machine, Arguments& arguments) {
    const auto named = take_keyword(arguments, "hook");
    if (!named) expect_count(name_of(kind), arguments, 1, 1);
    const std::shared_ptr<nn::Hooks> hooks = machine.environment().global_hooks;
    if (hooks == nullptr) {
        raise(ErrorKind::NotImplementedError,
              "{} is outside the PyTorch subset that a session runs: register the hook with the "
              "modules it is for",
              name_of(kind));
    }
    const int64_t id = hooks->add(kind, named ? *named : arguments.positional[0]);
    return hook_handle([weak = std::weak_ptr<nn::Hooks>(hooks), id] {
        if (const auto held = weak.lock()) held->remove(id);
    });
}

constexpr Builtin kRows[] = {
    {name_of(nn::HookKind::ForwardPre), registered<nn::HookKind::ForwardPre>},
    {name_of(nn::HookKind::Forward), registered<nn::HookKind::Forward>},
    {name_of(nn::HookKind::FullBackwardPre), registered<nn::HookKind::FullBackwardPre>},
    {name_of(nn::HookKind::FullBackward), registered<nn::HookKind::FullBackward>},
};

}  // namespace

std::span<const Builtin> global_hook_functions() {
    return kRows;
}

}  // namespace engine::script
