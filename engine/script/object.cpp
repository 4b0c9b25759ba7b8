#include "engine/script/object.h"

#include "engine/base/error.h"
#include "engine/script/interpreter.h"

#include <algorithm>

namespace engine::script {

const nn::Value& Object::value() const {
    if (const auto* value = as<nn::Value>()) return *value;
    raise(ErrorKind::TypeError, "this object cannot be used as a value");
}

nn::ModulePtr Object::module() const {
    const auto* value = as<nn::Value>();
    if (value == nullptr) return nullptr;
    const auto* module = std::get_if<nn::ModulePtr>(&value->data());
    return module == nullptr ? nullptr : *module;
}

const Tensor* Object::tensor() const {
    const auto* value = as<nn::Value>();
    return value == nullptr ? nullptr : std::get_if<Tensor>(&value->data());
}

std::string Object::type_name(const Environment& environment) const {
    struct Visitor {
        const Object& self;
        const Environment& environment;
        std::string operator()(const nn::Value& value) const {
            if (const auto module = self.module()) return module->class_name();
            return std::string(value.type_name());
        }
        std::string operator()(const Namespace&) const { return "module"; }
        std::string operator()(const OptimizerRef&) const {
            return std::string(environment.optimizer->rule().class_name);
        }
        std::string operator()(const GroupsRef&) const { return "list"; }
        std::string operator()(const GroupRef&) const { return "dict"; }
        std::string operator()(const Bound& bound) const {
            return bound.self ? "method" : "builtin_function_or_method";
        }
        std::string operator()(const NativeBound& bound) const {
            if (bound.place == kNN) return "type";
            return bound.self ? "method" : "builtin_function_or_method";
        }
    };
    return std::visit(Visitor{*this, environment}, data_);
}

const Callable* find(std::span<const Callable> table, std::string_view key) {
    const auto it = std::find_if(table.begin(), table.end(),
                                 [&](const Callable& row) { return row.key == key; });
    return it == table.end() ? nullptr : &*it;
}

namespace {

std::string plural(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// Python counts self, and says what it takes as "1", "from 1 to 2".
[[noreturn]] void too_many(const Callable& callable, bool method, std::size_t given) {
    const std::size_t self = method ? 1 : 0;
    const std::size_t most = callable.parameters.size() + self;
    const std::size_t least = callable.required + self;
    const std::string takes = least == most
                                  ? plural(most, "positional argument")
                                  : fmt::format("from {} to {} positional arguments", least, most);
    raise(ErrorKind::TypeError, "{}() takes {} but {} {} given", callable.name, takes, given + self,
          given + self == 1 ? "was" : "were");
}

void check_given(const Callable& callable, Arguments bound) {
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < callable.required; ++i) {
        if (bound[i] == nullptr) missing.push_back(fmt::format("'{}'", callable.parameters[i]));
    }
    if (missing.empty()) return;
    std::string names = missing.front();
    for (std::size_t i = 1; i < missing.size(); ++i) {
        names += i + 1 == missing.size() ? " and " : ", ";
        names += missing[i];
    }
    raise(ErrorKind::TypeError, "{}() missing {} required positional argument{}: {}", callable.name,
          missing.size(), missing.size() == 1 ? "" : "s", names);
}

}  // namespace

Object call(const Bound& bound, std::span<const Object> positional,
            std::span<const std::pair<std::string, Object>> keywords, Environment& environment) {
    const Callable& callable = *bound.callable;
    static const Object none;
    const Object& self = bound.self ? *bound.self : none;

    std::vector<const Object*> arguments;
    if (callable.variadic) {
        for (const Object& argument : positional) arguments.push_back(&argument);
    } else {
        if (positional.size() > callable.parameters.size()) {
            too_many(callable, bound.self != nullptr, positional.size());
        }
        arguments.resize(callable.parameters.size(), nullptr);
        for (std::size_t i = 0; i < positional.size(); ++i) arguments[i] = &positional[i];
    }
    for (const auto& [name, value] : keywords) {
        const auto it = std::find(callable.parameters.begin(), callable.parameters.end(), name);
        if (it == callable.parameters.end() || callable.variadic) {
            raise(ErrorKind::TypeError, "{}() got an unexpected keyword argument '{}'",
                  callable.name, name);
        }
        const Object*& slot = arguments[static_cast<std::size_t>(it - callable.parameters.begin())];
        if (slot != nullptr) {
            raise(ErrorKind::TypeError, "{}() got multiple values for argument '{}'", callable.name,
                  name);
        }
        slot = &value;
    }
    if (!callable.variadic) check_given(callable, arguments);
    return callable.run(environment, self, arguments);
}

}  // namespace engine::script
