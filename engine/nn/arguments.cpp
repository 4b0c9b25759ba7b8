#include "engine/nn/arguments.h"

#include "engine/base/error.h"
#include "engine/nn/inherited.h"

namespace engine::nn {

namespace {

/// "LSTM.forward()"
std::string shown(const Module& module) {
    return fmt::format("{}.forward()", class_of_forward(module.class_name()));
}

/// "'a'", "'a' and 'b'", "'a', 'b', and 'c'"
std::string listed(std::span<const std::string_view> names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool last = i + 1 == names.size();
        if (i > 0) text += !last ? ", " : names.size() > 2 ? ", and " : " and ";
        text += fmt::format("'{}'", names[i]);
    }
    return text;
}

[[noreturn]] void raise_too_many(const Module& module, std::size_t given) {
    const std::size_t least = module.behaviour().arguments.size() + 1;  // self is one
    const std::size_t optional = module.behaviour().optional_arguments.size();
    const std::string takes =
        optional == 0 ? fmt::format("{} positional argument{}", least, least == 1 ? "" : "s")
                      : fmt::format("from {} to {} positional arguments", least, least + optional);
    raise(ErrorKind::TypeError, "{} takes {} but {} were given", shown(module), takes, given + 1);
}

Value fallback(OptionalArgument::Default value) {
    if (value == OptionalArgument::Default::None) return {};
    return value == OptionalArgument::Default::True;
}

}  // namespace

std::string_view argument_name(const Behaviour& behaviour, std::size_t i) {
    const std::size_t required = behaviour.arguments.size();
    if (i < required) return behaviour.arguments[i];
    const auto optional = behaviour.optional_arguments;
    return i - required < optional.size() ? optional[i - required].name : "input";
}

// In the order of CPython's checks: keywords, then too many, then missing.
std::vector<Value> bind_arguments(const Module& module, std::span<const Value> positional,
                                  std::span<const Keyword> keywords) {
    const Behaviour& behaviour = module.behaviour();
    const std::size_t required = behaviour.arguments.size();
    const std::size_t count = required + behaviour.optional_arguments.size();
    std::vector<Value> values(count);
    std::vector<bool> given(count, false);
    for (std::size_t i = 0; i < std::min(count, positional.size()); ++i) {
        values[i] = positional[i];
        given[i] = true;
    }
    for (const auto& [name, value] : keywords) {
        std::size_t i = 0;
        while (i < count && argument_name(behaviour, i) != name) ++i;
        if (i == count) {
            raise(ErrorKind::TypeError, "{} got an unexpected keyword argument '{}'", shown(module),
                  name);
        }
        if (given[i]) {
            raise(ErrorKind::TypeError, "{} got multiple values for argument '{}'", shown(module),
                  name);
        }
        values[i] = value;
        given[i] = true;
    }
    if (positional.size() > count) raise_too_many(module, positional.size());
    std::vector<std::string_view> missing;
    for (std::size_t i = 0; i < count; ++i) {
        if (given[i]) continue;
        if (i < required) {
            missing.push_back(behaviour.arguments[i]);
        } else {
            values[i] = fallback(behaviour.optional_arguments[i - required].fallback);
        }
    }
    if (!missing.empty()) {
        raise(ErrorKind::TypeError, "{} missing {} required positional argument{}: {}",
              shown(module), missing.size(), missing.size() == 1 ? "" : "s", listed(missing));
    }
    return values;
}

}  // namespace engine::nn
