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

// torch.randn(2, 3) and torch.randn((2, 3)).
Shape shape_of(Arguments arguments) {
    std::vector<int64_t> sizes;
    const auto add = [&](const nn::Value& value) {
        const int64_t size = value.integer("size");
        if (size < 0) {
            raise(ErrorKind::RuntimeError,
                  "Trying to create tensor with negative dimension {}: [{}]", size, size);
        }
        sizes.push_back(size);
    };
    for (const Object* argument : arguments) {
        const nn::Value& value = argument->value();
        if (const auto* items = std::get_if<std::shared_ptr<nn::Sequence>>(&value.data())) {
            for (const nn::Value& item : (*items)->items) add(item);
        } else {
            add(value);
        }
    }
    if (sizes.size() > Shape::kMaxDims) {
        raise(ErrorKind::RuntimeError, "tensors of more than {} dimensions are not supported",
              Shape::kMaxDims);
    }
    return Shape(std::span<const int64_t>(sizes));
}

Object zeros(Environment&, const Object&, Arguments arguments) {
    return nn::Value(Tensor::zeros(shape_of(arguments)));
}
Object ones(Environment&, const Object&, Arguments arguments) {
    return nn::Value(Tensor::ones(shape_of(arguments)));
}
Object randn(Environment& environment, const Object&, Arguments arguments) {
    const Tensor x = Tensor::empty(shape_of(arguments));
    environment.generator.normal(x.mutable_span<float>());
    return nn::Value(x);
}
Object rand(Environment& environment, const Object&, Arguments arguments) {
    const Tensor x = Tensor::empty(shape_of(arguments));
    environment.generator.uniform(x.mutable_span<float>());
    return nn::Value(x);
}

const Callable kTorch[] = {
    {"manual_seed", "manual_seed", {"seed"}, 1, false, manual_seed},
    {"set_grad_enabled", "set_grad_enabled", {"mode"}, 1, false, set_grad_enabled},
    {"is_grad_enabled", "is_grad_enabled", {}, 0, false, is_grad_enabled},
    {"zeros", "zeros", {}, 0, true, zeros},
    {"ones", "ones", {}, 0, true, ones},
    {"randn", "randn", {}, 0, true, randn},
    {"rand", "rand", {}, 0, true, rand},
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
    return kTorch;
}
std::span<const Callable> builtins() {
    return kBuiltins;
}

}  // namespace engine::script
