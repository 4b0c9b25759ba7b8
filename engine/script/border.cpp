// Between a script's objects and the engine's functions.
#include "engine/nn/depth_guard.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

bool holds_object(const nn::Value& value) {
    return std::holds_alternative<nn::ObjectPtr>(value.data());
}

bool holds_dict(const nn::Value& value) {
    return std::holds_alternative<std::shared_ptr<nn::Dict>>(value.data());
}

}  // namespace

nn::Value to_native(Machine& machine, nn::Value value) {
    if (const auto* list = std::get_if<std::shared_ptr<nn::Sequence>>(&value.data())) {
        if (std::none_of((*list)->items.begin(), (*list)->items.end(), holds_object)) return value;
        const nn::DepthGuard guard;
        auto copy = nn::make_released<nn::Sequence>(**list);
        for (nn::Value& item : copy->items) item = to_native(machine, std::move(item));
        return copy;
    }
    if (!holds_object(value)) return value;
    if (const auto* dict = as<DictObject>(value)) {
        const auto& entries = dict->table.entries();
        const bool texts = std::all_of(entries.begin(), entries.end(), [](const auto& entry) {
            return entry.key.text() != nullptr;
        });
        if (!texts) return value;
        const nn::DepthGuard guard;
        auto native = nn::make_released<nn::Dict>();
        native->ordered = dict->sort == DictObject::Sort::Ordered;
        native->metadata = dict->metadata;
        for (const auto& entry : entries) {
            native->items.emplace_back(*entry.key.text(), to_native(machine, entry.value));
        }
        return native;
    }
    if (as<RangeObject>(value) != nullptr || as<SetObject>(value) != nullptr ||
        as<IteratorObject>(value) != nullptr) {
        return to_native(machine, nn::Value::list(machine.items(value)));
    }
    if (const auto* instance = as<InstanceObject>(value);
        instance != nullptr && instance->type->named_tuple) {
        return to_native(machine, nn::Value::tuple(instance->items));
    }
    if (const auto* instance = as<InstanceObject>(value);
        instance != nullptr && instance->type->library && instance->type->name == "chain") {
        return to_native(machine, nn::Value::list(machine.items(value)));
    }
    return value;
}

nn::Value from_native(Machine& machine, nn::Value value) {
    if (const auto* list = std::get_if<std::shared_ptr<nn::Sequence>>(&value.data())) {
        for (nn::Value& item : (*list)->items) {
            if (holds_dict(item)) item = from_native(machine, std::move(item));
        }
        return value;
    }
    const auto* dict = std::get_if<std::shared_ptr<nn::Dict>>(&value.data());
    if (dict == nullptr) return value;
    const nn::DepthGuard guard;
    auto made = machine.made(make_released<DictObject>());
    if ((*dict)->ordered) made->sort = DictObject::Sort::Ordered;
    made->metadata = (*dict)->metadata;
    for (const auto& [key, item] : (*dict)->items) {
        made->table.set(key, from_native(machine, item));
    }
    return nn::ObjectPtr(std::move(made));
}

}  // namespace engine::script
