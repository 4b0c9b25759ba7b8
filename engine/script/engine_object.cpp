#include "engine/script/engine_object.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/container_protocol.h"
#include "engine/script/arithmetic.h"
#include "engine/script/machine.h"
#include "engine/script/object_operators.h"
#include "engine/script/optimizer_state_object.h"
#include "engine/script/reaches.h"

#include <utility>

namespace engine::script {

nn::Value tensor_row(const Tensor& tensor, const nn::Value& index) {
    return select(tensor, 0, index.integer("index"));
}

void set_tensor_row(const Tensor& tensor, const nn::Value& index, const nn::Value& to) {
    const Tensor row = select(tensor, 0, index.integer("index"));
    if (to.is_tensor()) {
        copy_(row, to.tensor());
    } else {
        fill_(row, to.number("value"));
    }
}

bool tensor_contains(Machine& machine, const nn::Value& tensor, const nn::Value& item) {
    if (!item.is_tensor() && !item.is_number()) {
        raise(ErrorKind::RuntimeError,
              "Tensor.__contains__ only supports Tensor or scalar, but you passed in a {}.",
              item.type_name());
    }
    const nn::Value equal = compare("==", tensor, item);
    const NativeEntry* any = find_native(kMethod, "any");
    if (any == nullptr) return sum(equal.tensor()).item<double>() != 0;
    Arguments arguments{.positional = {equal}, .keywords = {}};
    return machine.truth(machine.call_native_row(*any, kMethod, arguments));
}

nn::Value module_item(Machine&, nn::Module& module, const nn::Value& index) {
    return nn::get_item(module, index);
}

void set_module_item(Machine&, nn::Module& module, const nn::Value& index, const nn::Value& to) {
    refuse_ring(to, module);
    nn::set_item(module, index, to);
}

void delete_module_item(Machine&, nn::Module& module, const nn::Value& index) {
    nn::del_item(module, index);
}

std::optional<int64_t> module_length(const nn::Module& module) {
    if (module.behaviour().container == nullptr) return std::nullopt;
    return nn::length(module);
}

std::optional<std::vector<nn::Value>> module_walk(const nn::Module& module) {
    if (module.behaviour().container == nullptr) return std::nullopt;
    return nn::items(module);
}

std::optional<bool> module_key(const nn::Value& container, const nn::Value& key) {
    const auto* module = std::get_if<nn::ModulePtr>(&container.data());
    if (module == nullptr || !*module) return std::nullopt;
    return nn::contains(**module, key);
}

std::optional<nn::Value> engine_item(Machine& machine, const nn::Value& value,
                                     const nn::Value& index) {
    if (const auto* state = optimizer_state_of(value)) return state->item(index);
    return optimizer_item(machine, value, index);
}

bool set_engine_item(Machine& machine, const nn::Value& value, const nn::Value& index,
                     const nn::Value& to) {
    if (const auto* state = optimizer_state_of(value)) {
        state->set_item(index, to);
        return true;
    }
    return set_optimizer_item(machine, value, index, to);
}

std::optional<int64_t> engine_length(Machine& machine, const nn::Value& value) {
    if (const auto* state = optimizer_state_of(value)) {
        return static_cast<int64_t>(state->keys().size());
    }
    return optimizer_length(machine, value);
}

std::optional<IteratorPtr> engine_walk(Machine& machine, const nn::Value& value) {
    if (const auto* state = optimizer_state_of(value)) {
        return machine.iterate(nn::Value::list(state->keys()));
    }
    auto items = optimizer_walk(machine, value);
    if (!items) return std::nullopt;
    return machine.iterate(nn::Value::list(*std::move(items)));
}

}  // namespace engine::script
