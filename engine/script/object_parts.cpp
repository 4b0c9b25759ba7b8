#include "engine/script/object_parts.h"

#include "engine/nn/module.h"
#include "engine/script/iterator.h"
#include "engine/script/object.h"

#include <type_traits>
#include <utility>
#include <variant>

namespace engine::script {

namespace {

using Visit = std::function<void(const nn::Value&)>;

void visit_value(const nn::Value& value, const Visit& visit) {
    if (holds_parts(value)) visit(value);
}

template <class T>
void visit_pointer(const std::shared_ptr<T>& pointer, const Visit& visit) {
    if (pointer) visit(nn::ObjectPtr(pointer));
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
    void operator()(const BuiltinObject& builtin) const { visit_value(builtin.self, visit); }
    void operator()(const NativeObject& native) const { visit_value(native.self, visit); }
    void operator()(const SuperObject& super) const {
        visit_pointer(super.type, visit);
        visit_value(super.self, visit);
    }
    void operator()(const DescriptorObject& descriptor) const {
        visit_value(descriptor.get, visit);
        visit_value(descriptor.set, visit);
        visit_value(descriptor.remove, visit);
    }

    // Of the engine.
    void operator()(const nn::Sequence& list) const {
        for (const nn::Value& item : list.items) visit_value(item, visit);
    }
    void operator()(const nn::Dict& dict) const {
        for (const auto& [key, value] : dict.items) visit_value(value, visit);
        if (dict.metadata) visit(dict.metadata);
    }
    void operator()(const nn::Slice& slice) const {
        for (const nn::Value* value : {&slice.start, &slice.stop, &slice.step}) {
            visit_value(*value, visit);
        }
    }
    void operator()(const nn::Module& module) const {
        for (const auto& [name, child] : module.children) {
            if (child) visit(child);
        }
        for (const auto& [name, value] : module.attributes) visit_value(value, visit);
        for (const nn::Hook& hook : module.hooks.list) visit_value(hook.callable, visit);
        visit_pointer(module.python_class, visit);
    }
};

template <class Do>
void dispatch_object(const nn::Object& any, const Do& act) {
    // A hook written in C++ holds nothing, and is no object of a script.
    if (dynamic_cast<const ScriptObject*>(&any) == nullptr) return;
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
        case ObjectKind::Builtin:
            return act(static_cast<const BuiltinObject&>(object));
        case ObjectKind::Native:
            return act(static_cast<const NativeObject&>(object));
        case ObjectKind::Super:
            return act(static_cast<const SuperObject&>(object));
        default:
            return;
    }
}

/// Calls act(pointer) with what the value points at, if holds_parts().
template <class Do>
void with_pointer(const nn::Value& value, const Do& act) {
    std::visit(
        [&](const auto& held) {
            using Held = std::remove_cvref_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, nn::ObjectPtr> ||
                          std::is_same_v<Held, nn::ModulePtr> ||
                          std::is_same_v<Held, std::shared_ptr<nn::Sequence>> ||
                          std::is_same_v<Held, std::shared_ptr<nn::Dict>> ||
                          std::is_same_v<Held, std::shared_ptr<nn::Slice>>) {
                if (held) act(held);
            }
        },
        value.data());
}

template <class Do>
void dispatch(const nn::Value& value, const Do& act) {
    with_pointer(value, [&](const auto& pointer) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(pointer)>, nn::ObjectPtr>) {
            dispatch_object(*pointer, act);
        } else {
            act(*pointer);
        }
    });
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
    void operator()(BuiltinObject& builtin) const {
        const nn::Value self = std::exchange(builtin.self, {});
    }
    void operator()(NativeObject& native) const {
        const nn::Value self = std::exchange(native.self, {});
    }
    void operator()(SuperObject& super) const {
        const nn::Value self = std::exchange(super.self, {});
    }
    void operator()(DescriptorObject&) const {}
    void operator()(nn::Sequence& list) const { const auto items = std::exchange(list.items, {}); }
    void operator()(nn::Dict& dict) const { const auto items = std::exchange(dict.items, {}); }
    void operator()(nn::Slice& slice) const { const nn::Slice old = std::exchange(slice, {}); }
    void operator()(nn::Module& module) const {
        const auto children = std::exchange(module.children, {});
        const auto attributes = std::exchange(module.attributes, {});
        const auto hooks = std::exchange(module.hooks.list, {});
    }
};

}  // namespace

bool holds_parts(const nn::Value& value) {
    bool holds = false;
    with_pointer(value, [&](const auto&) { holds = true; });
    return holds;
}

const void* identity_of(const nn::Value& value) {
    const void* identity = nullptr;
    with_pointer(value, [&](const auto& pointer) { identity = pointer.get(); });
    return identity;
}

long references_of(const nn::Value& value) {
    long references = 0;
    with_pointer(value, [&](const auto& pointer) { references = pointer.use_count(); });
    return references;
}

void visit_parts(const nn::Value& value, const Visit& visit) {
    dispatch(value, Parts{visit});
}

void clear_parts(const nn::Value& value) {
    dispatch(value, [](const auto& part) {
        Clear{}(const_cast<std::remove_cvref_t<decltype(part)>&>(part));
    });
}

}  // namespace engine::script
