#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/value_members.h"
#include "engine/script/engine_attributes.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"
#include "engine/script/module_class.h"
#include "engine/script/release_parts.h"
#include "engine/script/suggestions.h"
#include "engine/script/switches.h"

#include <utility>

namespace engine::script {

namespace {

[[noreturn]] void no_attribute(const nn::Value& value, std::string_view name) {
    raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", value.type_name(), name);
}

nn::Value class_value(ClassPtr type) {
    return nn::ObjectPtr(std::move(type));
}

/// The table of methods of a value's type; empty when it has none.
std::string_view method_table(const nn::Value& value) {
    if (as<DictObject>(value) != nullptr) return "dict";
    if (const auto* set = as<SetObject>(value)) return set->frozen ? "frozenset" : "set";
    if (as<RangeObject>(value) != nullptr) return "range";
    if (std::holds_alternative<std::shared_ptr<nn::Slice>>(value.data())) return "slice";
    if (value.is_number() || is_wide(value)) return "number";
    if (value.text() != nullptr) return "str";
    if (const nn::Sequence* sequence = value.sequence()) {
        return sequence->is_tuple ? "tuple" : "list";
    }
    return "";
}

std::optional<nn::Value> function_attribute(const nn::Value& value, std::string_view name) {
    const nn::Value* at = &value;
    if (const auto* method = as<MethodObject>(value)) {
        if (name == "__self__") return method->self;
        if (name == "__func__") return method->function;
        at = &method->function;
    }
    if (const auto* function = as<FunctionObject>(*at)) {
        if (const nn::Value* own = function->attributes.find(name)) return *own;
        if (name == "__name__") return nn::Value(function->code->name);
        if (name == "__qualname__") return nn::Value(function->code->qualified_name);
        if (name == "__module__") return nn::Value("__main__");
        if (name == "__defaults__") {
            std::vector<nn::Value> plain;
            std::size_t next = 0;
            for (const Parameter& parameter : function->code->parameters) {
                if (!parameter.fallback) continue;
                if (parameter.kind == Parameter::Kind::Plain) {
                    plain.push_back(function->defaults[next]);
                }
                ++next;
            }
            return plain.empty() ? nn::Value() : nn::Value::tuple(std::move(plain));
        }
        if (name == "__doc__") {
            return function->code->has_doc ? nn::Value(function->code->doc) : nn::Value();
        }
    }
    if (name == "__name__") {
        if (const auto* builtin = as<BuiltinObject>(*at)) {
            return nn::Value(std::string(builtin->row->name));
        }
        if (const auto* native = as<NativeObject>(*at)) {
            return nn::Value(std::string(native->entry->signature.name));
        }
    }
    return std::nullopt;
}

nn::Value namedtuple_fields(const ClassObject& type) {
    std::vector<nn::Value> names;
    for (const ClassObject::Field& field : type.fields) names.emplace_back(field.name);
    return nn::Value::tuple(std::move(names));
}

std::optional<nn::Value> class_attribute(Machine& machine, const ClassPtr& type,
                                         std::string_view name) {
    // A class without words of its own does not show those of its base.
    const bool doc = name == "__doc__";
    if (const nn::Value* member = doc ? type->attributes.find(name) : type->find(name)) {
        if (const auto* descriptor = as<DescriptorObject>(*member)) {
            if (descriptor->sort == DescriptorObject::Sort::Static) return descriptor->get;
            if (descriptor->sort == DescriptorObject::Sort::Class) {
                return machine.bind_member(*member, class_value(type), type);
            }
        }
        return *member;
    }
    if (name == "_fields" && type->named_tuple) return namedtuple_fields(*type);
    if (name == "__name__") return nn::Value(type->name);
    if (name == "__qualname__") return nn::Value(type->qualified_name);
    if (name == "__module__") return nn::Value(type->module);
    if (name == "__doc__") return nn::Value();
    if (name == "__class__") return class_value(builtin_class("type"));
    if (name == "__mro__" || name == "__bases__") {
        std::vector<nn::Value> line;
        if (name == "__mro__") line.push_back(class_value(type));
        for (const ClassPtr& one : name == "__mro__" ? type->mro : type->bases) {
            line.push_back(class_value(one));
        }
        return nn::Value::tuple(std::move(line));
    }
    const auto from_table = [&](const ClassObject& one) -> std::optional<nn::Value> {
        if (!one.builtin) return std::nullopt;
        const std::string_view table =
            one.module_base() != nullptr                             ? "Module"
            : one.derives_from(*builtin_class("BaseException"))      ? "BaseException"
            : one.name == "OrderedDict" || one.name == "defaultdict" ? "dict"
                                                                     : std::string_view(one.name);
        if (const Builtin* row = find_builtin(table, name)) return builtin_value(*row, table);
        if (one.module_base() != nullptr) {
            const NativeEntry* const entry = find_native(kModuleMethod, name);
            if (entry != nullptr && class_offers_method(one.name, name)) {
                auto native = make_released<NativeObject>();
                native->entry = entry;
                native->place = kModuleMethod;
                return nn::Value(nn::ObjectPtr(std::move(native)));
            }
        }
        if (one.name == "Tensor") {
            if (const NativeEntry* entry = find_native(kMethod, name)) {
                auto native = make_released<NativeObject>();
                native->entry = entry;
                native->place = kMethod;
                return nn::Value(nn::ObjectPtr(std::move(native)));
            }
        }
        return std::nullopt;
    };
    if (auto found = from_table(*type)) return found;
    for (const ClassPtr& one : type->mro) {
        if (auto found = from_table(*one)) return found;
    }
    if (const Builtin* row = find_builtin("type", name)) {
        return builtin_method(*row, "type", class_value(type));
    }
    return std::nullopt;
}

std::optional<nn::Value> instance_attribute(Machine& machine, const nn::Value& value,
                                            InstanceObject& instance, std::string_view name) {
    const nn::Value* member = instance.type->find(name);
    const auto* descriptor = member == nullptr ? nullptr : as<DescriptorObject>(*member);
    if (descriptor != nullptr && descriptor->sort == DescriptorObject::Sort::Property) {
        return machine.bind_member(*member, value, instance.type);
    }
    if (const nn::Value* own = instance.attributes.find(name)) return *own;
    if (member != nullptr) return machine.bind_member(*member, value, instance.type);
    if (instance.type->named_tuple) {
        for (std::size_t i = 0; i < instance.type->fields.size(); ++i) {
            if (instance.type->fields[i].name == name) return instance.items[i];
        }
        if (name == "_fields") return namedtuple_fields(*instance.type);
        if (const Builtin* row = find_builtin("namedtuple", name)) {
            return builtin_method(*row, "namedtuple", value);
        }
    }
    if (name == "__class__") return class_value(instance.type);
    if (name == "__dict__") {
        auto dict = machine.made(make_released<DictObject>());
        for (const auto& [key, held] : instance.attributes) dict->table.set(key, held);
        return nn::Value(nn::ObjectPtr(std::move(dict)));
    }
    if (instance.type->derives_from(*builtin_class("BaseException"))) {
        if (name == "args") return nn::Value::tuple(instance.items);
        if (name == "value") return instance.items.empty() ? nn::Value() : instance.items[0];
        if (name == "__traceback__" || name == "__cause__" || name == "__context__") {
            return nn::Value();
        }
        if (name == "__suppress_context__") return nn::Value(false);
        if (const Builtin* row = find_builtin("BaseException", name)) {
            return builtin_method(*row, "BaseException", value);
        }
    }
    if (name == "__module__") return nn::Value(instance.type->module);
    if (name == "__doc__") return nn::Value();
    if (const Builtin* row = find_builtin("object", name)) {
        return builtin_method(*row, "object", value);
    }
    if (const nn::Value* hook = instance.type->find("__getattr__")) {
        return machine.call(machine.bind_member(*hook, value, instance.type),
                            {.positional = {nn::Value(std::string(name))}, .keywords = {}});
    }
    return std::nullopt;
}

/// `self.__dict__ = self`: the attributes of a dict are its items from then on.
bool items_are_attributes(const DictObject& dict) {
    return dict.attributes.contains("__dict__");
}

/// What an object of a class of dict has beside the methods of dict.
std::optional<nn::Value> dict_attribute(Machine& machine, const nn::Value& value, DictObject& dict,
                                        std::string_view name) {
    const nn::Value* member = dict.type->find(name);
    const auto* descriptor = member == nullptr ? nullptr : as<DescriptorObject>(*member);
    if (descriptor != nullptr && descriptor->sort == DescriptorObject::Sort::Property) {
        return machine.bind_member(*member, value, dict.type);
    }
    if (items_are_attributes(dict)) {
        if (name == "__dict__") return value;
        if (const nn::Value* own = dict.table.find(nn::Value(std::string(name)))) return *own;
    } else if (const nn::Value* own = dict.attributes.find(name)) {
        return *own;
    }
    if (member != nullptr) return machine.bind_member(*member, value, dict.type);
    if (name == "__dict__") {
        auto own = machine.made(make_released<DictObject>());
        for (const auto& [key, held] : dict.attributes) own->table.set(key, held);
        return nn::Value(nn::ObjectPtr(std::move(own)));
    }
    return std::nullopt;
}

void set_dict_attribute(Machine& machine, const nn::Value& value, DictObject& dict,
                        std::string_view name, nn::Value to) {
    if (const nn::Value* member = dict.type->find(name)) {
        const auto* descriptor = as<DescriptorObject>(*member);
        if (descriptor != nullptr && descriptor->sort == DescriptorObject::Sort::Property &&
            !descriptor->set.is_none()) {
            machine.call(descriptor->set, {.positional = {value, std::move(to)}, .keywords = {}});
            return;
        }
    }
    if (const nn::Value* hook = dict.type->find("__setattr__")) {
        machine.call(machine.bind_member(*hook, value, dict.type),
                     {.positional = {nn::Value(std::string(name)), std::move(to)}, .keywords = {}});
        return;
    }
    if (name == "__dict__" && as<DictObject>(to) == &dict) {
        for (const auto& [key, held] : dict.attributes) dict.table.set(key, held);
        dict.attributes = {};
        dict.attributes.set("__dict__", true);
    } else if (items_are_attributes(dict)) {
        dict.table.set(nn::Value(std::string(name)), std::move(to));
    } else {
        dict.attributes.set(name, std::move(to));
    }
}

}  // namespace

nn::Value Machine::bind_member(const nn::Value& member, const nn::Value& self,
                               const ClassPtr& type) {
    const auto bound = [](nn::Value function, nn::Value first) {
        auto method = make_released<MethodObject>();
        method->function = std::move(function);
        method->self = std::move(first);
        return nn::Value(nn::ObjectPtr(std::move(method)));
    };
    if (const auto* descriptor = as<DescriptorObject>(member)) {
        switch (descriptor->sort) {
            case DescriptorObject::Sort::Property:
                return call(descriptor->get, {.positional = {self}, .keywords = {}});
            case DescriptorObject::Sort::Static:
                return descriptor->get;
            case DescriptorObject::Sort::Class:
                return bound(descriptor->get, class_value(type));
        }
    }
    if (as<FunctionObject>(member) != nullptr) return bound(member, self);
    // dict.get and its like are methods, abs is not.
    if (const auto* builtin = as<BuiltinObject>(member);
        builtin != nullptr && !builtin->bound && find_builtin_class(builtin->table) != nullptr) {
        return bound(member, self);
    }
    return member;
}

std::optional<nn::Value> Machine::find_attribute(const nn::Value& value, std::string_view name) {
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        return module_attribute(*module, name);
    }
    if (value.is_tensor()) return tensor_attribute(*this, value, name);
    if (auto* instance = as<InstanceObject>(value)) {
        return instance_attribute(*this, value, *instance, name);
    }
    if (const auto type = shared_as<ClassObject>(value)) {
        return class_attribute(*this, type, name);
    }
    if (const auto* space = as<NamespaceObject>(value)) {
        if (space->missing) refuse_missing(*space);
        if (name == "__name__") return nn::Value(space->name);
        return namespace_attribute(space->name, name);
    }
    if (const auto* super = as<SuperObject>(value)) return super_attribute(*super, name);
    if (auto* dict = as<DictObject>(value); dict != nullptr && dict->type) {
        if (auto found = dict_attribute(*this, value, *dict, name)) return found;
    }
    if (name == "__class__") return class_value(type_of(value));
    if (auto found = function_attribute(value, name)) return found;
    if (const std::string_view table = method_table(value); !table.empty()) {
        if (const Builtin* row = find_builtin(table, name)) {
            return builtin_method(*row, table, value);
        }
        if (auto found = plain_attribute(value, table, name)) return found;
        const auto* const dict = as<DictObject>(value);
        if (name == "_metadata" && dict != nullptr && dict->metadata) {
            return from_native(*this, nn::Value(dict->metadata));
        }
    }
    if (auto* descriptor = as<DescriptorObject>(value)) {
        if (const Builtin* row = find_builtin("property", name);
            row != nullptr && descriptor->sort == DescriptorObject::Sort::Property) {
            return builtin_method(*row, "property", value);
        }
        if (descriptor->sort == DescriptorObject::Sort::Property) {
            if (name == "fget") return descriptor->get;
            if (name == "fset") return descriptor->set;
            if (name == "fdel") return descriptor->remove;
        }
        if (name == "__func__") return descriptor->get;
    }
    if (auto found = other_attribute(*this, value, name)) return found;
    if (const auto* dict = as<DictObject>(value); dict != nullptr && dict->type) {
        if (const nn::Value* hook = dict->type->find("__getattr__")) {
            return call(bind_member(*hook, value, dict->type),
                        {.positional = {nn::Value(std::string(name))}, .keywords = {}});
        }
    }
    return std::nullopt;
}

nn::Value Machine::get_attribute(const nn::Value& value, std::string_view name) {
    if (auto found = find_attribute(value, name)) return *std::move(found);
    std::string words;
    if (const auto* space = as<NamespaceObject>(value)) {
        words = space->name.starts_with("torch")
                    ? fmt::format("`{}.{}` is outside the PyTorch subset that Modescope runs",
                                  space->name, name)
                    : fmt::format("module '{}' has no attribute '{}'", space->name, name);
    } else if (const auto* type = as<ClassObject>(value)) {
        words = fmt::format("type object '{}' has no attribute '{}'", type->name, name);
    } else if (as<SuperObject>(value) != nullptr) {
        words = fmt::format("'super' object has no attribute '{}'", name);
    } else {
        words = fmt::format("'{}' object has no attribute '{}'", value.type_name(), name);
    }
    keep_suggestion(words, nearest_attribute(*this, value, name));
    raise(ErrorKind::AttributeError, "{}", words);
}

void Machine::set_attribute(const nn::Value& value, std::string_view name, nn::Value to) {
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        set_module_attribute(**module, name, std::move(to));
        return;
    }
    if (value.is_tensor()) {
        if (!set_tensor_attribute(value.tensor(), name, to)) no_attribute(value, name);
        return;
    }
    if (auto* instance = as<InstanceObject>(value)) {
        if (const nn::Value* member = instance->type->find(name)) {
            const auto* descriptor = as<DescriptorObject>(*member);
            if (descriptor != nullptr && descriptor->sort == DescriptorObject::Sort::Property) {
                if (descriptor->set.is_none()) {
                    raise(ErrorKind::AttributeError, "property '{}' of '{}' object has no setter",
                          name, instance->type->name);
                }
                call(descriptor->set, {.positional = {value, std::move(to)}, .keywords = {}});
                return;
            }
        }
        if (instance->type->named_tuple) {
            raise(ErrorKind::AttributeError, "can't set attribute");
        }
        if (instance->type->frozen) {
            raise_object(instantiate(
                builtin_class("FrozenInstanceError"),
                {.positional = {nn::Value(fmt::format("cannot assign to field '{}'", name))},
                 .keywords = {}}));
        }
        if (const nn::Value* hook = instance->type->find("__setattr__")) {
            call(bind_member(*hook, value, instance->type),
                 {.positional = {nn::Value(std::string(name)), std::move(to)}, .keywords = {}});
            return;
        }
        instance->attributes.set(name, std::move(to));
        return;
    }
    if (auto* dict = as<DictObject>(value); dict != nullptr && dict->type) {
        set_dict_attribute(*this, value, *dict, name, std::move(to));
        return;
    }
    if (auto* type = as<ClassObject>(value)) {
        if (type->builtin || type->library) {
            raise(ErrorKind::TypeError, "cannot set '{}' attribute of immutable type '{}'", name,
                  type->name);
        }
        std::string* const word = name == "__name__"       ? &type->name
                                  : name == "__qualname__" ? &type->qualified_name
                                  : name == "__module__"   ? &type->module
                                                           : nullptr;
        if (word != nullptr && to.text() != nullptr) {
            *word = *to.text();
            return;
        }
        type->attributes.set(name, std::move(to));
        return;
    }
    if (auto* function = as<FunctionObject>(value);
        function != nullptr &&
        (function->program->names == nullptr || !function->closure.empty())) {
        function->attributes.set(name, std::move(to));
        return;
    }
    if (set_other_attribute(*this, value, name, to)) return;
    const auto* const space = as<NamespaceObject>(value);
    if (space != nullptr && switch_of(space->name, name)) return;
    no_attribute(value, name);
}

void Machine::delete_attribute(const nn::Value& value, std::string_view name) {
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        (*module)->delete_attribute(name);
        return;
    }
    if (auto* instance = as<InstanceObject>(value)) {
        const nn::Value* member = instance->type->find(name);
        const auto* descriptor = member == nullptr ? nullptr : as<DescriptorObject>(*member);
        if (descriptor != nullptr && descriptor->sort == DescriptorObject::Sort::Property) {
            if (descriptor->remove.is_none()) {
                raise(ErrorKind::AttributeError, "property '{}' of '{}' object has no deleter",
                      name, instance->type->name);
            }
            call(descriptor->remove, {.positional = {value}, .keywords = {}});
            return;
        }
        if (instance->attributes.erase(name)) return;
        raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", value.type_name(),
              name);
    }
    if (auto* type = as<ClassObject>(value); type != nullptr && !type->builtin && !type->library) {
        if (type->attributes.erase(name)) return;
        raise(ErrorKind::AttributeError, "type object '{}' has no attribute '{}'", type->name,
              name);
    }
    if (value.is_tensor() && name == "grad") {
        value.tensor().set_grad(Tensor());
        return;
    }
    no_attribute(value, name);
}

nn::Value Machine::super_attribute(const SuperObject& super, std::string_view name) {
    const auto* self_class = as<ClassObject>(super.self);
    const ClassPtr type =
        self_class != nullptr ? shared_as<ClassObject>(super.self) : type_of(super.self);
    bool behind = type == super.type;
    for (const ClassPtr& one : type->mro) {
        if (!behind) {
            behind = one == super.type;
            continue;
        }
        if (const nn::Value* member = one->attributes.find(name)) {
            if (self_class != nullptr) {
                const auto* descriptor = as<DescriptorObject>(*member);
                return descriptor != nullptr && descriptor->sort == DescriptorObject::Sort::Class
                           ? bind_member(*member, super.self, type)
                           : *member;
            }
            return bind_member(*member, super.self, type);
        }
        if (!one->builtin) continue;
        const std::string_view table = one->module_base() != nullptr ? "Module"
                                       : one->derives_from(*builtin_class("BaseException"))
                                           ? "BaseException"
                                           : std::string_view(one->name);
        if (const Builtin* row = find_builtin(table, name)) {
            return builtin_method(*row, table, super.self);
        }
        if (one->module_base() != nullptr) {
            if (const NativeEntry* entry = find_native(kModuleMethod, name)) {
                auto native = make_released<NativeObject>();
                native->entry = entry;
                native->place = kModuleMethod;
                native->bound = true;
                native->self = super.self;
                return nn::ObjectPtr(std::move(native));
            }
            const auto* module = std::get_if<nn::ModulePtr>(&super.self.data());
            if (name == "__getattr__" || module == nullptr) continue;
            if (const Tensor* held = (*module)->parameters.find(name)) return *held;
        }
    }
    raise(ErrorKind::AttributeError, "'super' object has no attribute '{}'", name);
}

}  // namespace engine::script
