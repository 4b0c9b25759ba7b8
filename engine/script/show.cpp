#include "engine/script/show.h"

#include "engine/script/interpreter.h"

namespace engine::script {
namespace {

std::string group_repr(const optim::ParamGroup& group) {
    std::string text = "{'params': [";
    for (std::size_t i = 0; i < group.parameters.size(); ++i) {
        if (i > 0) text += ", ";
        text += "Parameter containing:\n" + to_string(group.parameters[i]);
    }
    text += "]";
    for (const auto& [name, value] : group.options) text += ", '" + name + "': " + value.repr();
    return text + "}";
}

}  // namespace

std::string repr(const Object& object, const Environment& environment) {
    struct Visitor {
        const Object& self;
        const Environment& environment;
        std::string operator()(const nn::Value& value) const {
            if (const auto module = self.module()) return module->repr();
            return value.repr();
        }
        std::string operator()(const Namespace& space) const {
            return fmt::format("<module '{}'>", space.name);
        }
        std::string operator()(const OptimizerRef&) const { return environment.optimizer->repr(); }
        std::string operator()(const GroupsRef&) const {
            std::string text = "[";
            for (const auto& group : environment.optimizer->groups) {
                if (text.size() > 1) text += ", ";
                text += group_repr(group);
            }
            return text + "]";
        }
        std::string operator()(const GroupRef& group) const {
            return group_repr(environment.optimizer->groups[group.index]);
        }
        std::string operator()(const Bound& bound) const {
            return bound.self ? fmt::format("<bound method {}>", bound.callable->name)
                              : fmt::format("<built-in function {}>", bound.callable->name);
        }
        std::string operator()(const NativeBound& bound) const {
            const std::string_view name = bound.entry->signature.name;
            if (bound.place == kNN) return fmt::format("<class 'torch.nn.{}'>", name);
            return bound.self ? fmt::format("<built-in method {} of Tensor object>", name)
                              : fmt::format("<built-in function {}>", name);
        }
    };
    return std::visit(Visitor{object, environment}, object.data());
}

std::string str(const Object& object, const Environment& environment) {
    if (const auto* value = object.as<nn::Value>()) {
        if (const auto* text = std::get_if<std::string>(&value->data())) return *text;
    }
    return repr(object, environment);
}

}  // namespace engine::script
