#include "engine/base/error.h"
#include "engine/nn/arguments.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/lazy.h"
#include "engine/nn/module.h"

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

}  // namespace

namespace {

Value run_forward(Module& module, CallContext& context, std::span<const Value> args,
                  std::span<const Keyword> keywords) {
    const auto forward = module.behaviour().forward;
    const DepthGuard guard;
    if (!context.tracer) return forward(module, Args(context, args, module, keywords));

    context.tracer->enter(module, args);
    try {
        Value output = forward(module, Args(context, args, module, keywords));
        context.tracer->leave(module, output);
        return output;
    } catch (...) {
        context.tracer->abandon(module);
        throw;
    }
}

}  // namespace

Value call(Module& module, CallContext& context, std::span<const Value> args,
           std::span<const Keyword> keywords) {
    if (context.cancel && context.cancel->load(std::memory_order_relaxed)) {
        raise(ErrorKind::Cancelled, "stopped");
    }
    const Behaviour& behaviour = module.behaviour();
    if (!behaviour.forward) {
        raise(ErrorKind::NotImplementedError,
              "Module [{}] is missing the required \"forward\" function", module.class_name());
    }
    if (behaviour.initialize) {
        initialize_lazy(module, Args(context, args, module, keywords));
        return call(module, context, args, keywords);
    }
    // The usual call needs no binding.
    const bool fits = args.size() == behaviour.arguments.size() &&
                      behaviour.optional_arguments.empty() && keywords.empty();
    if (fits || behaviour.binds_arguments) return run_forward(module, context, args, keywords);
    return run_forward(module, context, bind_arguments(module, args, keywords), {});
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
