#include "engine/base/error.h"
#include "engine/nn/arguments.h"
#include "engine/nn/backward_hooks.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/hook.h"
#include "engine/nn/lazy.h"
#include "engine/nn/module.h"
#include "engine/tensor/meta_pass.h"
#include "engine/tensor/meta_seen.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace engine::nn {

namespace {

/// "max_pool2d" for MaxPool2d, "relu" for ReLU: the function that PyTorch's class calls.
std::string function_name(std::string_view class_name) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    std::string out;
    for (std::size_t i = 0; i < class_name.size(); ++i) {
        const char c = class_name[i];
        const bool starts_word = i > 0 && i + 1 < class_name.size() && is_upper(c) &&
                                 is_lower(class_name[i - 1]) && is_lower(class_name[i + 1]);
        if (starts_word) out += '_';
        out += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

/// The hooks of a call as they are now: the global ones, then the module's.
std::vector<Hook> hooks_of(const Module& module, std::initializer_list<HookKind> kinds) {
    std::vector<Hook> out;
    for (const Hooks* hooks : {global_hooks(), &module.hooks}) {
        if (hooks == nullptr) continue;
        for (const Hook& hook : hooks->list) {
            if (std::find(kinds.begin(), kinds.end(), hook.kind) != kinds.end()) {
                out.push_back(hook);
            }
        }
    }
    return out;
}

/// Forward pre-hooks: what one returns are the arguments from there on.
std::vector<Value> run_pre_hooks(Module& module, std::vector<Value> args) {
    const ModulePtr self = module.shared_from_this();
    for (const Hook& hook : hooks_of(module, {HookKind::ForwardPre})) {
        const Value result =
            call_callable(hook.callable, std::vector<Value>{self, Value::tuple(args)});
        if (result.is_none()) continue;
        const Sequence* const sequence = result.sequence();
        const bool is_tuple = sequence != nullptr && sequence->is_tuple;
        args = is_tuple ? sequence->items : std::vector<Value>{result};
    }
    return args;
}

Value run_forward_hooks(Module& module, const std::vector<Value>& args, Value output) {
    const ModulePtr self = module.shared_from_this();
    for (const Hook& hook : hooks_of(module, {HookKind::Forward})) {
        Value result =
            call_callable(hook.callable, std::vector<Value>{self, Value::tuple(args), output});
        if (!result.is_none()) output = std::move(result);
    }
    return output;
}

/// What hooks do with one call. They see the positional arguments; they neither see nor change
/// those by name.
class HookedCall {
public:
    HookedCall(Module& module, std::span<const Value> args)
        : module_(module), args_(run_pre_hooks(module, {args.begin(), args.end()})) {
        std::vector<Hook> backward =
            hooks_of(module, {HookKind::FullBackwardPre, HookKind::FullBackward});
        if (backward.empty()) return;
        backward_.emplace(module, std::move(backward));
        args_ = backward_->wrap_inputs(std::move(args_));
    }

    std::span<const Value> args() const { return args_; }

    Value finish(Value output) {
        output = run_forward_hooks(module_, args_, std::move(output));
        return backward_ ? backward_->wrap_output(std::move(output)) : output;
    }

private:
    Module& module_;
    std::vector<Value> args_;
    std::optional<BackwardHooks> backward_{};
};

bool on_meta(const Module& module, std::span<const Value> args) {
    for (const auto& [name, parameter] : module.parameters) {
        if (parameter.defined() && parameter.is_meta()) return true;
    }
    return std::any_of(args.begin(), args.end(), [](const Value& arg) {
        return arg.is_tensor() && arg.tensor().defined() && arg.tensor().is_meta();
    });
}

/// The class's own computation. What a class of the user's or a container does beside calling its
/// children decides for itself which device it is on.
Value compute(Module& module, const Args& args) {
    const Behaviour& behaviour = module.behaviour();
    if (!meta_seen.load(std::memory_order_relaxed)) return behaviour.forward(module, args);
    const bool composed = behaviour.binds_arguments || behaviour.container != nullptr;
    const MetaScope scope(!composed && on_meta(module, args.values()));
    return behaviour.forward(module, args);
}

/// `hooked` is null for a module without hooks.
Value run_forward(Module& module, const Args& args, HookedCall* hooked) {
    const auto run = [&] {
        Value output = compute(module, args);
        return hooked ? hooked->finish(std::move(output)) : output;
    };
    Tracer* const tracer = args.context().tracer;
    if (!tracer) return run();

    tracer->enter(module, args.values());
    try {
        Value output = run();
        tracer->leave(module, output);
        return output;
    } catch (...) {
        tracer->abandon(module);
        throw;
    }
}

/// Whether the arguments stand as forward wants them: then nothing is to be bound.
bool fits(const Behaviour& behaviour, std::span<const Value> args,
          std::span<const Keyword> keywords) {
    return args.size() == behaviour.arguments.size() && behaviour.optional_arguments.empty() &&
           keywords.empty();
}

Value bind_and_run(Module& module, CallContext& context, std::span<const Value> args,
                   std::span<const Keyword> keywords, HookedCall* hooked) {
    const Behaviour& behaviour = module.behaviour();
    if (fits(behaviour, args, keywords) || behaviour.binds_arguments) {
        return run_forward(module, Args(context, args, module, keywords), hooked);
    }
    const std::vector<Value> bound = bind_arguments(module, args, keywords);
    return run_forward(module, Args(context, bound, module), hooked);
}

}  // namespace

Value call(Module& module, CallContext& context, std::span<const Value> args,
           std::span<const Keyword> keywords) {
    if (context.cancel && context.cancel->load(std::memory_order_relaxed)) {
        raise(ErrorKind::Cancelled, "stopped");
    }
    if (module.behaviour().initialize) {
        initialize_lazy(module, Args(context, args, module, keywords));
    }
    const Behaviour& behaviour = module.behaviour();
    if (!behaviour.forward) {
        raise(ErrorKind::NotImplementedError,
              "Module [{}] is missing the required \"forward\" function", module.class_name());
    }
    const DepthGuard guard;
    if (module.hooks.empty() && global_hooks() == nullptr) {
        // The usual call: nothing to bind, and nobody looks.
        if (!context.tracer && fits(behaviour, args, keywords)) {
            return compute(module, Args(context, args, module, keywords));
        }
        return bind_and_run(module, context, args, keywords, nullptr);
    }
    const HostScope host(context.host);
    HookedCall hooked(module, args);
    return bind_and_run(module, context, hooked.args(), keywords, &hooked);
}

Tensor call(Module& module, CallContext& context, const Tensor& x) {
    const Value argument(x);
    const Value output = call(module, context, std::span(&argument, 1));
    if (!output.is_tensor()) {
        raise(ErrorKind::TypeError, "{} returned {}, not Tensor", module.class_name(),
              output.type_name());
    }
    return output.tensor();
}

const Value& Args::operator[](std::size_t i) const {
    if (i < values_.size()) return values_[i];
    raise(ErrorKind::TypeError, "{}.forward() missing a required positional argument",
          module_.class_name());
}

const Tensor& Args::tensor(std::size_t i) const {
    const Value& value = (*this)[i];
    if (value.is_tensor()) return value.tensor();
    raise(ErrorKind::TypeError, "{}(): argument '{}' (position {}) must be Tensor, not {}",
          function_name(module_.class_name()), argument_name(module_.behaviour(), i), i + 1,
          value.type_name());
}

Tensor Args::maybe_tensor(std::size_t i) const {
    return (*this)[i].is_none() ? Tensor() : tensor(i);
}

void Args::report(ModeEffect effect) const {
    context_.tracer->report(std::move(effect));
}

}  // namespace engine::nn
