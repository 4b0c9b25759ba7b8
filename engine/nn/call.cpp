#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/module.h"

namespace engine::nn {

namespace {

/// "'input'" or "'input' and 'target'"
std::string missing_names(std::span<const std::string_view> names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 < names.size() ? ", " : " and ";
        text += fmt::format("'{}'", names[i]);
    }
    return text;
}

/// Python's check of how many positional arguments came.
void check_count(const Module& module, std::size_t given) {
    const auto expected = module.behaviour().arguments;
    if (given < expected.size()) {
        const std::size_t missing = expected.size() - given;
        raise(ErrorKind::TypeError, "{}.forward() missing {} required positional argument{}: {}",
              module.class_name(), missing, missing == 1 ? "" : "s",
              missing_names(expected.subspan(given)));
    }
    if (given > expected.size()) {
        raise(ErrorKind::TypeError, "{}.forward() takes {} positional arguments but {} were given",
              module.class_name(), expected.size() + 1, given + 1);
    }
}

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

Value call(Module& module, CallContext& context, std::span<const Value> args) {
    if (context.cancel && context.cancel->load(std::memory_order_relaxed)) {
        raise(ErrorKind::Cancelled, "stopped");
    }
    const auto forward = module.behaviour().forward;
    if (!forward) {
        raise(ErrorKind::NotImplementedError,
              "Module [{}] is missing the required \"forward\" function", module.class_name());
    }
    check_count(module, args.size());
    const DepthGuard guard;
    if (!context.tracer) return forward(module, Args(context, args, module));

    context.tracer->enter(module, args);
    try {
        Value output = forward(module, Args(context, args, module));
        context.tracer->leave(module, output);
        return output;
    } catch (...) {
        context.tracer->abandon(module);
        throw;
    }
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
    const auto names = module_.behaviour().arguments;
    raise(ErrorKind::TypeError, "{}(): argument '{}' (position {}) must be Tensor, not {}",
          function_name(module_.class_name()), i < names.size() ? names[i] : "input", i + 1,
          value.type_name());
}

void Args::report(ModeEffect effect) const {
    context_.tracer->report(std::move(effect));
}

}  // namespace engine::nn
