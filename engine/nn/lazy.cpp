#include "engine/nn/lazy.h"

#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/nn/creation.h"
#include "engine/nn/lazy_modules.h"
#include "engine/nn/parameter.h"
#include "engine/tensor/grad_mode.h"

namespace engine::nn {

Tensor uninitialized_parameter() {
    const Tensor parameter = new_parameter({0});
    parameter.mark_uninitialized();
    return parameter;
}

Tensor uninitialized_buffer() {
    const Tensor buffer = new_buffer({0}, 0);
    buffer.mark_uninitialized();
    return buffer;
}

void materialize(const Tensor& tensor, const Shape& sizes) {
    tensor.set_data(tensor.is_meta() ? Tensor::meta(sizes, tensor.dtype())
                                     : Tensor::empty(sizes, tensor.dtype()));
    tensor.mark_uninitialized(false);
}

bool has_uninitialized(const Module& module) {
    for (const auto& [name, parameter] : module.parameters) {
        if (parameter.is_uninitialized()) return true;
    }
    for (const auto& [name, buffer] : module.buffers) {
        if (buffer.tensor.is_uninitialized()) return true;
    }
    return false;
}

void initialize_lazy(Module& module, const Args& args) {
    const Behaviour& lazy = module.behaviour();
    if (lazy.initialize == nullptr) return;
    if (args.size() == 0) {
        raise(ErrorKind::TypeError,
              "{}.initialize_parameters() missing 1 required positional argument: 'input'",
              module.class_name());
    }
    if (!args[0].is_tensor()) {
        raise(ErrorKind::AttributeError, "'{}' object has no attribute 'shape'",
              args[0].type_name());
    }
    {
        const NoGrad guard;
        lazy.initialize(module, args);
    }
    if (has_uninitialized(module)) {
        raise(ErrorKind::RuntimeError, "module {} has not been fully initialized",
              module.class_name());
    }
    module.set_behaviour(*lazy.eager);
}

ModulePtr make_lazy(ModulePtr eager, const Behaviour& lazy) {
    warn(
        "Lazy modules are a new feature under heavy development so changes to the API or "
        "functionality can happen at any moment.");
    for (auto& [name, parameter] : eager->parameters) {
        if (parameter.defined()) parameter = uninitialized_parameter();
    }
    for (auto& [name, buffer] : eager->buffers) {
        if (!buffer.tensor.defined()) continue;
        const bool sized = buffer.tensor.dim() > 0;  // a counter has its size
        buffer.tensor = sized ? uninitialized_buffer() : new_buffer({}, 0, buffer.tensor.dtype());
    }
    eager->set_behaviour(lazy);
    return eager;
}

Behaviour lazy_behaviour(std::string_view class_name, const Behaviour& eager,
                         void (*initialize)(Module& self, const Args& args)) {
    Behaviour lazy = eager;
    lazy.class_name = class_name;
    lazy.initialize = initialize;
    lazy.eager = &eager;
    return lazy;
}

const Behaviour* lazy_counterpart(const Behaviour& behaviour, std::string_view class_name) {
    if (behaviour.eager != nullptr && behaviour.eager->class_name == class_name) {
        return behaviour.eager;
    }
    for (const auto find : {find_lazy_linear, find_lazy_conv, find_lazy_norm}) {
        const Behaviour* const lazy = find(class_name);
        if (lazy != nullptr && lazy->eager == &behaviour) return lazy;
    }
    return nullptr;
}

}  // namespace engine::nn
