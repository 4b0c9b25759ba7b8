#include "engine/base/error.h"
#include "engine/script/interpreter.h"
#include "engine/script/object.h"
#include "engine/script/show.h"

#include "engine/tensor/grad_mode.h"

namespace engine::script {
namespace {

Object manual_seed(Environment& environment, const Object&, Arguments arguments) {
    environment.generator.manual_seed(arguments[0]->value().integer("seed"));
    return {};
}

Object set_grad_enabled(Environment& environment, const Object&, Arguments arguments) {
    environment.grad_enabled = arguments[0]->value().truth();
    GradMode::set_enabled(environment.grad_enabled);
    return {};
}

Object is_grad_enabled(Environment& environment, const Object&, Arguments) {
    return nn::Value(environment.grad_enabled);
}

const Callable kFunctions[] = {
    {"manual_seed", "manual_seed", {"seed"}, 1, false, manual_seed},
    {"set_grad_enabled", "set_grad_enabled", {"mode"}, 1, false, set_grad_enabled},
    {"is_grad_enabled", "is_grad_enabled", {}, 0, false, is_grad_enabled},
};

Object print(Environment& environment, const Object&, Arguments arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (i > 0) environment.printed += ' ';
        environment.printed += str(*arguments[i], environment);
    }
    environment.printed += '\n';
    return {};
}

Object len(Environment& environment, const Object&, Arguments arguments) {
    const Object& object = *arguments[0];
    if (const auto module = object.module()) {
        return nn::Value(static_cast<int64_t>(module->children.size()));
    }
    if (object.as<GroupsRef>() != nullptr) {
        return nn::Value(static_cast<int64_t>(environment.optimizer->groups.size()));
    }
    if (const Tensor* tensor = object.tensor()) {
        if (tensor->dim() == 0) raise(ErrorKind::TypeError, "len() of a 0-d tensor");
        return nn::Value(tensor->size(0));
    }
    if (const auto* value = object.as<nn::Value>()) {
        if (const auto* text = std::get_if<std::string>(&value->data())) {
            return nn::Value(static_cast<int64_t>(text->size()));
        }
        if (const auto* items = std::get_if<std::shared_ptr<nn::Sequence>>(&value->data())) {
            return nn::Value(static_cast<int64_t>((*items)->items.size()));
        }
    }
    raise(ErrorKind::TypeError, "object of type '{}' has no len()", object.type_name(environment));
}

const Callable kBuiltins[] = {
    {"print", "print", {}, 0, true, print},
    {"len", "len", {"obj"}, 1, false, len},
};

}  // namespace

std::span<const Callable> torch_functions() {
    return kFunctions;
}
std::span<const Callable> builtins() {
    return kBuiltins;
}

}  // namespace engine::script
