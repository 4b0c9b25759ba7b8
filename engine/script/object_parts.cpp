#include "engine/script/object_parts.h"

#include "engine/script/iterator.h"
#include "engine/script/object.h"

namespace engine::script {

namespace {

using Visit = std::function<void(const nn::Object&)>;

/// Lists are not watched by themselves: one that has a single holder is part of it.
/// What lies too deep to be looked at counts as held from outside, and so stays.
void visit_value(const nn::Value& value, const Visit& visit, int depth = 0) {
    constexpr int kDeepest = 2000;
    if (depth > kDeepest) return;
    if (const auto* object = std::get_if<nn::ObjectPtr>(&value.data())) {
        if (*object) visit(**object);
    } else if (const auto* list = std::get_if<std::shared_ptr<nn::Sequence>>(&value.data())) {
        if (list->use_count() > 1) return;
        for (const nn::Value& item : (*list)->items) visit_value(item, visit, depth + 1);
    }
}

template <class T>
void visit_pointer(const std::shared_ptr<T>& pointer, const Visit& visit) {
    if (pointer) visit(*pointer);
}

struct Parts {
    const Visit& visit;

    void operator()(const DictObject& dict) const {
        for (const Table::Entry& entry : dict.table.entries()) {
            visit_value(entry.key, visit);
            visit_value(entry.value, visit);
        }
        visit_value(dict.factory, visit);
        visit_pointer(dict.type, visit);
        for (const auto& [name, value] : dict.attributes) visit_value(value, visit);
    }
    void operator()(const SetObject& set) const {
        for (const Table::Entry& entry : set.table.entries()) visit_value(entry.key, visit);
    }
    void operator()(const CellObject& cell) const { visit_value(cell.value, visit); }
    void operator()(const FunctionObject& function) const {
        for (const nn::Value& value : function.defaults) visit_value(value, visit);
        for (const CellPtr& cell : function.closure) visit_pointer(cell, visit);
        for (const auto& [name, value] : function.attributes) visit_value(value, visit);
    }
    void operator()(const ClassObject& type) const {
        if (type.builtin || type.library) return;
        for (const ClassPtr& base : type.bases) visit_pointer(base, visit);
        for (const ClassPtr& base : type.mro) visit_pointer(base, visit);
        for (const auto& [name, value] : type.attributes) visit_value(value, visit);
        for (const ClassObject::Field& field : type.fields) {
            visit_value(field.fallback, visit);
            visit_value(field.factory, visit);
        }
    }
    void operator()(const InstanceObject& instance) const {
        visit_pointer(instance.type, visit);
        for (const auto& [name, value] : instance.attributes) visit_value(value, visit);
        for (const nn::Value& item : instance.items) visit_value(item, visit);
    }
    void operator()(const IteratorObject& walk) const {
        visit_value(walk.source, visit);
        visit_value(walk.end, visit);
        for (const auto& one : walk.inner) visit_pointer(one, visit);
        for (const nn::Value& slot : walk.slots) visit_value(slot, visit);
        for (const CellPtr& cell : walk.cells) visit_pointer(cell, visit);
        for (const CellPtr& cell : walk.closure) visit_pointer(cell, visit);
        for (const auto& one : walk.walks) visit_pointer(one, visit);
        visit_pointer(walk.function, visit);
        for (const GeneratorStep& step : walk.steps) {
            visit_value(step.held, visit);
            visit_pointer(step.walk, visit);
        }
        visit_value(walk.returned, visit);
    }
    void operator()(const MethodObject& method) const {
        visit_value(method.function, visit);
        visit_value(method.self, visit);
    }
    void operator()(const DescriptorObject& descriptor) const {
        visit_value(descriptor.get, visit);
        visit_value(descriptor.set, visit);
        visit_value(descriptor.remove, visit);
    }
};

template <class Do>
void dispatch(const nn::Object& any, Do act) {
    const auto& object = static_cast<const ScriptObject&>(any);
    switch (object.kind()) {
        case ObjectKind::Dict:
            return act(static_cast<const DictObject&>(object));
        case ObjectKind::Set:
            return act(static_cast<const SetObject&>(object));
        case ObjectKind::Cell:
            return act(static_cast<const CellObject&>(object));
        case ObjectKind::Function:
            return act(static_cast<const FunctionObject&>(object));
        case ObjectKind::Class:
            return act(static_cast<const ClassObject&>(object));
        case ObjectKind::Instance:
            return act(static_cast<const InstanceObject&>(object));
        case ObjectKind::Iterator:
            return act(static_cast<const IteratorObject&>(object));
        case ObjectKind::Method:
            return act(static_cast<const MethodObject&>(object));
        case ObjectKind::Descriptor:
            return act(static_cast<const DescriptorObject&>(object));
        default:
            return;
    }
}

struct Clear {
    // What goes may be the last holder of more, which must not run while this is half cleared.
    void operator()(DictObject& dict) const {
        const Table old = std::exchange(dict.table, {});
        const nn::Value factory = std::exchange(dict.factory, {});
        const auto attributes = std::exchange(dict.attributes, {});
    }
    void operator()(SetObject& set) const { const Table old = std::exchange(set.table, {}); }
    void operator()(CellObject& cell) const {
        const nn::Value old = std::exchange(cell.value, unbound());
    }
    void operator()(FunctionObject& function) const {
        const auto defaults = std::exchange(function.defaults, {});
        const auto closure = std::exchange(function.closure, {});
        const auto attributes = std::exchange(function.attributes, {});
    }
    void operator()(ClassObject& type) const {
        if (type.builtin || type.library) return;
        const auto attributes = std::exchange(type.attributes, {});
        const auto fields = std::exchange(type.fields, {});
    }
    void operator()(InstanceObject& instance) const {
        const auto attributes = std::exchange(instance.attributes, {});
        const auto items = std::exchange(instance.items, {});
    }
    void operator()(IteratorObject& walk) const {
        walk.done = true;
        const nn::Value source = std::exchange(walk.source, nn::Value::tuple({}));
        const auto inner = std::exchange(walk.inner, {});
        const auto slots = std::exchange(walk.slots, {});
        const auto walks = std::exchange(walk.walks, {});
        const auto function = std::exchange(walk.function, {});
        const auto steps = std::exchange(walk.steps, {});
        const nn::Value returned = std::exchange(walk.returned, {});
    }
    void operator()(MethodObject& method) const {
        const nn::Value function = std::exchange(method.function, {});
        const nn::Value self = std::exchange(method.self, {});
    }
    void operator()(DescriptorObject&) const {}
};

}  // namespace

void visit_parts(const nn::Object& object, const Visit& visit) {
    dispatch(object, Parts{visit});
}

void clear_parts(nn::Object& object) {
    dispatch(object, [](const auto& part) {
        Clear{}(const_cast<std::remove_cvref_t<decltype(part)>&>(part));
    });
}

}  // namespace engine::script
