#include "engine/nn/container_protocol.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/members.h"
#include "engine/script/module_class.h"
#include "engine/script/optimizer_object.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

using Kind = Candidate::Kind;

constexpr std::size_t kMostKeys = 64;

}  // namespace

std::optional<nn::Value> look_up(Machine& machine, const nn::Value& value, std::string_view name) {
    const auto bound = [](const nn::Value& member, const nn::Value& self,
                          const ClassPtr& type) -> std::optional<nn::Value> {
        if (const auto* descriptor = as<DescriptorObject>(member)) {
            if (descriptor->sort == DescriptorObject::Sort::Property) return std::nullopt;
            if (descriptor->sort == DescriptorObject::Sort::Static) return descriptor->get;
        } else if (as<FunctionObject>(member) == nullptr) {
            return member;
        }
        const auto* descriptor = as<DescriptorObject>(member);
        auto method = make_released<MethodObject>();
        method->function = descriptor != nullptr ? descriptor->get : member;
        method->self = descriptor != nullptr ? nn::Value(nn::ObjectPtr(type)) : self;
        return nn::Value(nn::ObjectPtr(std::move(method)));
    };
    if (const auto* held = std::get_if<nn::ModulePtr>(&value.data()); held && *held) {
        nn::Module& module = **held;
        if (name == "training") return nn::Value(module.training);
        if (const nn::Value* own = module.attributes.find(name)) return *own;
        const auto type = std::static_pointer_cast<ClassObject>(module.python_class);
        if (const nn::Value* member = type ? type->find(name) : nullptr) {
            return bound(*member, value, type);
        }
        if (const nn::ModulePtr* child = module.children.find(name)) {
            return *child ? nn::Value(*child) : nn::Value();
        }
        if (const Tensor* parameter = module.parameters.find(name)) {
            return parameter->defined() ? nn::Value(*parameter) : nn::Value();
        }
        if (const nn::Buffer* buffer = module.buffers.find(name)) {
            return buffer->tensor.defined() ? nn::Value(buffer->tensor) : nn::Value();
        }
        if (const Builtin* row = find_builtin("Module", name)) {
            return builtin_method(*row, "Module", value);
        }
        const NativeEntry* const entry =
            offers_native_method(module, name) ? find_native(kModuleMethod, name) : nullptr;
        if (entry == nullptr) return std::nullopt;
        auto native = make_released<NativeObject>();
        native->entry = entry;
        native->place = kModuleMethod;
        native->bound = true;
        native->self = value;
        return nn::Value(nn::ObjectPtr(std::move(native)));
    }
    if (value.is_tensor()) {
        const Tensor& tensor = value.tensor();
        if (!tensor.defined()) return std::nullopt;
        if (name == "grad") return tensor.grad().defined() ? nn::Value(tensor.grad()) : nn::Value();
        if (name == "T" || name == "mT" || name == "data") return value;  // has the same members
        if (name == "dtype") return nn::Value(tensor.dtype());
        if (name == "shape" && !tensor.is_uninitialized()) return nn::Value::size(tensor.sizes());
        const NativeEntry* const entry = find_native(kMethod, name);
        if (entry == nullptr) return std::nullopt;
        auto native = make_released<NativeObject>();
        native->entry = entry;
        native->place = kMethod;
        native->bound = true;
        native->self = value;
        return nn::Value(nn::ObjectPtr(std::move(native)));
    }
    if (const auto* instance = as<InstanceObject>(value)) {
        if (const nn::Value* own = instance->attributes.find(name)) return *own;
        if (const nn::Value* member = instance->type->find(name)) {
            return bound(*member, value, instance->type);
        }
        const auto& fields = instance->type->fields;
        for (std::size_t i = 0; i < fields.size() && i < instance->items.size(); ++i) {
            if (fields[i].name == name) return instance->items[i];
        }
        return std::nullopt;
    }
    try {
        return machine.find_attribute(value, name);  // of these none is the user's to run
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::optional<nn::Value> look_up_item(Machine& machine, const nn::Value& value,
                                      const nn::Value& key) {
    const auto* number = std::get_if<int64_t>(&key.data());
    if (const nn::Sequence* sequence = value.sequence(); sequence != nullptr && number != nullptr) {
        const auto count = static_cast<int64_t>(sequence->items.size());
        const int64_t at = *number < 0 ? *number + count : *number;
        if (at < 0 || at >= count) return std::nullopt;
        return sequence->items[static_cast<std::size_t>(at)];
    }
    if (const auto* dict = as<DictObject>(value)) {
        const nn::Value* const held = dict->table.find(key);
        return held != nullptr ? std::optional(*held) : std::nullopt;
    }
    if (value.is_tensor() && number != nullptr) return value;  // a row has the same members
    try {
        if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
            if ((*module)->behaviour().container == nullptr) return std::nullopt;
            return nn::get_item(**module, key);
        }
        if (as<EngineObject>(value) != nullptr) return optimizer_item(machine, value, key);
    } catch (const Error&) {
        return std::nullopt;
    }
    return std::nullopt;
}

std::vector<Candidate> keys_of(Machine& machine, const nn::Value& value) {
    std::vector<Candidate> keys;
    const auto add = [&](const std::string& key, const nn::Value& held) {
        Candidate made = candidate_for(key + "]", held);
        if (made.kind != Kind::Module && made.kind != Kind::Parameter) made.kind = Kind::Key;
        keys.push_back(std::move(made));
    };
    if (const nn::Sequence* sequence = value.sequence()) {
        for (std::size_t i = 0; i < std::min(sequence->items.size(), kMostKeys); ++i) {
            add(std::to_string(i), sequence->items[i]);
        }
    } else if (const auto* dict = as<DictObject>(value)) {
        for (const Table::Entry& entry : dict->table.entries()) {
            if (keys.size() == kMostKeys) break;
            if (entry.key.text() == nullptr && !entry.key.is_number()) continue;
            add(entry.key.repr(), entry.value);
        }
    } else if (const auto* module = std::get_if<nn::ModulePtr>(&value.data());
               module && *module && (*module)->behaviour().container != nullptr) {
        // A Sequential and a ModuleList count; a ModuleDict has names.
        const bool named =
            (*module)->class_name() == "ModuleDict" || (*module)->class_name() == "ParameterDict";
        int64_t at = 0;
        for (const auto& [name, child] : (*module)->children) {
            add(named ? nn::Value(name).repr() : std::to_string(at++), nn::Value(child));
        }
        for (const auto& [name, held] : (*module)->parameters) {
            add(named ? nn::Value(name).repr() : std::to_string(at++), nn::Value(held));
        }
    } else if (const auto* part = dynamic_cast<const OptimizerObject*>(as<EngineObject>(value))) {
        const auto& groups = machine.environment().optimizer;
        const optim::Optimizer* const optimizer = part->owner ? part->owner.get() : groups;
        if (optimizer == nullptr) return keys;
        if (part->part == OptimizerObject::Part::Groups) {
            for (std::size_t i = 0; i < optimizer->groups.size(); ++i) {
                const auto group = look_up_item(machine, value, static_cast<int64_t>(i));
                if (group) add(std::to_string(i), *group);
            }
        } else if (part->part == OptimizerObject::Part::Group &&
                   part->group < optimizer->groups.size()) {
            const optim::ParamGroup& group = optimizer->groups[part->group];
            for (const auto& [name, held] : group.options) add(nn::Value(name).repr(), held);
            add("'params'", nn::Value::list({group.parameters.begin(), group.parameters.end()}));
        }
    }
    return keys;
}

}  // namespace engine::script
