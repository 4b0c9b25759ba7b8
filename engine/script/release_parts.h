#pragma once

#include "engine/nn/release.h"
#include "engine/script/iterator.h"
#include "engine/script/object.h"

#include <memory>
#include <utility>
#include <vector>

// What each kind of object holds that may hold another in turn: what nn::Releasing asks for.
namespace engine::script {

inline void take(std::vector<nn::Value>& parts, nn::Value& value) {
    parts.push_back(std::move(value));
}
inline void take(std::vector<nn::Value>& parts, std::vector<nn::Value>& values) {
    for (nn::Value& value : values) parts.push_back(std::move(value));
}
template <class T>
void take(std::vector<nn::Value>& parts, std::shared_ptr<T>& object) {
    if (object) parts.emplace_back(nn::ObjectPtr(std::move(object)));
}
template <class T>
void take(std::vector<nn::Value>& parts, std::vector<std::shared_ptr<T>>& objects) {
    for (auto& object : objects) take(parts, object);
}
inline void take(std::vector<nn::Value>& parts, nn::OrderedMap<nn::Value>& map) {
    for (auto& [name, value] : map) parts.push_back(std::move(value));
}
inline void take(std::vector<nn::Value>& parts, Table& table) {
    for (Table::Entry& entry : table.all()) {
        parts.push_back(std::move(entry.key));
        parts.push_back(std::move(entry.value));
    }
}

template <class... Fields>
std::vector<nn::Value> taken(Fields&... fields) {
    std::vector<nn::Value> parts;
    (take(parts, fields), ...);
    return parts;
}

inline std::vector<nn::Value> taken_parts(DictObject& dict) {
    return taken(dict.table, dict.factory, dict.type, dict.attributes);
}
inline std::vector<nn::Value> taken_parts(SetObject& set) {
    return taken(set.table);
}
inline std::vector<nn::Value> taken_parts(CellObject& cell) {
    return taken(cell.value);
}
inline std::vector<nn::Value> taken_parts(FunctionObject& function) {
    return taken(function.defaults, function.closure, function.attributes);
}
inline std::vector<nn::Value> taken_parts(ClassObject& type) {
    std::vector<nn::Value> parts = taken(type.bases, type.mro, type.attributes);
    for (ClassObject::Field& field : type.fields) {
        take(parts, field.fallback);
        take(parts, field.factory);
    }
    return parts;
}
inline std::vector<nn::Value> taken_parts(InstanceObject& instance) {
    return taken(instance.items, instance.attributes, instance.type);
}
inline std::vector<nn::Value> taken_parts(MethodObject& method) {
    return taken(method.function, method.self);
}
inline std::vector<nn::Value> taken_parts(BuiltinObject& builtin) {
    return taken(builtin.self);
}
inline std::vector<nn::Value> taken_parts(NativeObject& native) {
    return taken(native.self);
}
inline std::vector<nn::Value> taken_parts(DescriptorObject& descriptor) {
    return taken(descriptor.get, descriptor.set, descriptor.remove);
}
inline std::vector<nn::Value> taken_parts(SuperObject& super) {
    return taken(super.type, super.self);
}
inline std::vector<nn::Value> taken_parts(IteratorObject& walk) {
    std::vector<nn::Value> parts = taken(walk.source, walk.end, walk.inner, walk.slots, walk.cells,
                                         walk.closure, walk.walks, walk.function, walk.returned);
    for (GeneratorStep& step : walk.steps) {
        take(parts, step.held);
        take(parts, step.walk);
    }
    return parts;
}

using nn::make_released;

}  // namespace engine::script
