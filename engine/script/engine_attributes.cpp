#include "engine/script/engine_attributes.h"

#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/optimizer_object.h"
#include "engine/script/release_parts.h"
#include "engine/tensor/set_data.h"

#include <utility>

namespace engine::script {

std::optional<nn::Value> tensor_attribute(Machine& machine, const nn::Value& value,
                                          std::string_view name) {
    if (!value.tensor().defined()) return std::nullopt;
    if (const NativeEntry* entry = find_native(kTensorProperty, name)) {
        Arguments arguments{.positional = {value}, .keywords = {}};
        return machine.call_native_row(*entry, kTensorProperty, arguments);
    }
    if (const NativeEntry* entry = find_native(kMethod, name)) {
        auto native = make_released<NativeObject>();
        native->entry = entry;
        native->place = kMethod;
        native->bound = true;
        native->self = value;
        return nn::Value(nn::ObjectPtr(std::move(native)));
    }
    if (name == "__class__") return nn::Value(nn::ObjectPtr(machine.type_of(value)));
    if (const Builtin* row = find_builtin("Tensor", name)) {
        return builtin_method(*row, "Tensor", value);
    }
    const Tensor& tensor = value.tensor();
    if (name == "requires_grad") return nn::Value(tensor.requires_grad());
    if (name == "is_leaf") return nn::Value(tensor.is_leaf());
    if (name == "data") return nn::Value(tensor.detach());
    if (name == "grad") {
        const Tensor gradient = tensor.grad();
        return gradient.defined() ? nn::Value(gradient) : nn::Value();
    }
    if (name == "shape") return nn::Value::size(tensor.sizes());
    return std::nullopt;
}

bool set_tensor_attribute(const Tensor& tensor, std::string_view name, const nn::Value& to) {
    if (name == "requires_grad") {
        if (to.truth() && !tensor.is_leaf()) {
            raise(ErrorKind::RuntimeError,
                  "you can only change requires_grad flags of leaf variables.");
        }
        if (to.truth() && !is_floating(tensor.dtype())) {
            raise(ErrorKind::RuntimeError,
                  "only Tensors of floating point and complex dtype can require gradients");
        }
        tensor.set_requires_grad(to.truth());
        return true;
    }
    if (name == "data") {
        if (!to.is_tensor()) {
            raise(ErrorKind::TypeError, "Variable data has to be a tensor, but got {}",
                  to.type_name());
        }
        set_data(tensor, to.tensor());
        return true;
    }
    if (name == "grad") {
        if (!to.is_none() && !to.is_tensor()) {
            raise(ErrorKind::TypeError,
                  "assigned grad expected to be a Tensor or None but got grad of type{}",
                  to.type_name());
        }
        // A gradient with a history of its own would hold this tensor for ever.
        const Tensor grad = to.is_none() ? Tensor() : to.tensor("grad");
        tensor.set_grad(grad.defined() && !grad.is_leaf() ? grad.detach() : grad);
        return true;
    }
    return false;
}

std::optional<nn::Value> other_attribute(Machine& machine, const nn::Value& value,
                                         std::string_view name) {
    if (const nn::Sequence* sequence = value.sequence()) {
        const auto fields = nn::tuple_class_info(sequence->tuple_class).fields;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i] == name) return sequence->items[i];
        }
        if (sequence->tuple_class == nn::TupleClass::Size && name == "numel") {
            return builtin_method(*find_builtin("Size", "numel"), "Size", value);
        }
        return std::nullopt;
    }
    if (const auto* device = std::get_if<nn::Device>(&value.data())) {
        if (name == "type") return nn::Value(device->meta ? "meta" : "cpu");
        if (name == "index") return nn::Value();
    }
    if (const auto* dtype = std::get_if<DType>(&value.data())) {
        if (name == "is_floating_point") return nn::Value(is_floating(*dtype));
        if (name == "is_complex") return nn::Value(false);
        if (name == "is_signed") {
            return nn::Value(*dtype != DType::Bool && *dtype != DType::UInt8);
        }
        if (name == "itemsize") return nn::Value(static_cast<int64_t>(itemsize(*dtype)));
    }
    if (const auto* slice = std::get_if<std::shared_ptr<nn::Slice>>(&value.data())) {
        if (name == "start") return (*slice)->start;
        if (name == "stop") return (*slice)->stop;
        if (name == "step") return (*slice)->step;
    }
    if (const auto* range = as<RangeObject>(value)) {
        if (name == "start") return nn::Value(range->start);
        if (name == "stop") return nn::Value(range->stop);
        if (name == "step") return nn::Value(range->step);
    }
    if (auto found = optimizer_attribute(machine, value, name)) return found;
    if (const auto* object = as<EngineObject>(value)) {
        if (auto found = object->attribute(machine, value, name)) return found;
    }
    if (as<IteratorObject>(value) != nullptr && name == "__next__") {
        return builtin_method(*find_builtin("builtins", "next"), "builtins", value);
    }
    if (const auto* walk = as<IteratorObject>(value);
        walk != nullptr && walk->type_name() == "generator") {
        if (const Builtin* row = find_builtin("generator", name)) {
            return builtin_method(*row, "generator", value);
        }
        if (walk->function && (name == "__name__" || name == "__qualname__")) {
            const FunctionCode& code = *walk->function->code;
            return nn::Value(name == "__name__" ? code.name : code.qualified_name);
        }
    }
    if (as<IteratorObject>(value) != nullptr && name == "__iter__") {
        return builtin_method(*find_builtin("builtins", "iter"), "builtins", value);
    }
    return std::nullopt;
}

bool set_other_attribute(Machine&, const nn::Value&, std::string_view, const nn::Value&) {
    return false;
}

}  // namespace engine::script
