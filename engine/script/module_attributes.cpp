// nn.Module's attributes as scripts see them: parameters, buffers and children by name, methods of
// the user's class, and torch's own.
#include "engine/base/error.h"
#include "engine/nn/recurrent.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/module_class.h"
#include "engine/script/reaches.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

nn::Value bound_native(const NativeEntry& entry, nn::Value self) {
    auto native = make_released<NativeObject>();
    native->entry = &entry;
    native->place = kModuleMethod;
    native->bound = true;
    native->self = std::move(self);
    return nn::ObjectPtr(std::move(native));
}

nn::Value registry(Machine& machine, const nn::Module& module, std::string_view name) {
    auto dict = machine.made(make_released<DictObject>());
    dict->sort = DictObject::Sort::Ordered;
    if (name == "_modules") {
        for (const auto& [key, child] : module.children) {
            dict->table.set(key, child ? nn::Value(child) : nn::Value());
        }
    } else if (name == "_parameters") {
        for (const auto& [key, held] : module.parameters) {
            dict->table.set(key, held.defined() ? nn::Value(held) : nn::Value());
        }
    } else {
        for (const auto& [key, held] : module.buffers) {
            dict->table.set(key, held.tensor.defined() ? nn::Value(held.tensor) : nn::Value());
        }
    }
    return nn::ObjectPtr(std::move(dict));
}

/// What a method of Module's says that looks for what Module.__init__() would have made.
void refuse_unfinished(const nn::Module& module, std::string_view name) {
    if (name == "register_buffer" || name == "register_parameter") {
        raise(ErrorKind::AttributeError, "cannot assign {} before Module.__init__() call",
              name.substr(name.find('_') + 1));
    }
    constexpr std::string_view kOfChildren[] = {"add_module", "register_module", "eval",  "train",
                                                "children",   "modules",         "apply", "to",
                                                "half",       "float",           "double"};
    constexpr std::string_view kOfParameters[] = {"state_dict", "zero_grad", "requires_grad_",
                                                  "parameters", "named_parameters"};
    const auto among = [name](const auto& names) {
        return std::find(std::begin(names), std::end(names), name) != std::end(names);
    };
    const std::string_view missing = among(kOfChildren)     ? "_modules"
                                     : among(kOfParameters) ? "_parameters"
                                                            : "";
    if (missing.empty()) return;
    raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", module.class_name(),
          missing);
}

}  // namespace

std::optional<nn::Value> Machine::module_attribute(const nn::ModulePtr& module,
                                                   std::string_view name) {
    const auto type = std::static_pointer_cast<ClassObject>(module->python_class);
    const nn::Value* member = type ? type->find(name) : nullptr;
    const nn::Value self(module);
    if (member != nullptr) {
        const auto* descriptor = as<DescriptorObject>(*member);
        if (descriptor != nullptr && descriptor->sort == DescriptorObject::Sort::Property) {
            try {
                return bind_member(*member, self, type);
            } catch (const Error& error) {
                // nn.Module.__getattr__ is asked then, and has no such name either.
                if (error.kind() != ErrorKind::AttributeError) throw;
                return std::nullopt;
            }
        }
    }
    // What the object holds hides what its class has, but for parameters, buffers and children,
    // which are found last.
    if (name == "training") {
        if (is_unfinished(*module)) return std::nullopt;
        return nn::Value(module->training);
    }
    if (const nn::Value* own = module->attributes.find(name)) return from_native(*this, *own);
    if (member != nullptr) return bind_member(*member, self, type);
    if (const nn::ModulePtr* child = module->children.find(name)) {
        return *child ? nn::Value(*child) : nn::Value();
    }
    if (const Tensor* parameter = module->parameters.find(name)) {
        return parameter->defined() ? nn::Value(*parameter) : nn::Value();
    }
    if (const nn::Buffer* buffer = module->buffers.find(name)) {
        return buffer->tensor.defined() ? nn::Value(buffer->tensor) : nn::Value();
    }
    if (name == "all_weights") {
        if (auto weights = nn::all_weights(*module)) return weights;
    }
    if (name == "__class__") return nn::Value(nn::ObjectPtr(type_of(self)));
    if (name == "__dict__") {
        auto dict = made(make_released<DictObject>());
        for (const auto& [key, held] : module->attributes) dict->table.set(key, held);
        return nn::Value(nn::ObjectPtr(std::move(dict)));
    }
    if (!is_unfinished(*module)) {
        if (name == "_modules" || name == "_parameters" || name == "_buffers") {
            return registry(*this, *module, name);
        }
        const bool lacks = name == "reset_parameters" && !module->behaviour().reset_parameters;
        if (const Builtin* row = find_builtin("Module", name); row != nullptr && !lacks) {
            return builtin_method(*row, "Module", self);
        }
        if (offers_native_method(*module, name)) {
            if (const NativeEntry* entry = find_native(kModuleMethod, name)) {
                return bound_native(*entry, self);
            }
        }
    }
    if (is_unfinished(*module)) refuse_unfinished(*module, name);
    if (name == "__init__") return builtin_method(*find_builtin("Module", name), "Module", self);
    if (name == "__doc__") return nn::Value();
    if (type) {
        if (const nn::Value* hook = type->find("__getattr__")) {
            return call(bind_member(*hook, self, type),
                        {.positional = {nn::Value(std::string(name))}, .keywords = {}});
        }
    }
    return std::nullopt;
}

void Machine::set_module_attribute(nn::Module& module, std::string_view name, nn::Value value) {
    const auto type = std::static_pointer_cast<ClassObject>(module.python_class);
    if (const nn::Value* member = type ? type->find(name) : nullptr) {
        const auto* descriptor = as<DescriptorObject>(*member);
        if (descriptor != nullptr && descriptor->sort == DescriptorObject::Sort::Property) {
            // A parameter is registered, whatever the class has, and the name is taken.
            const bool parameter = value.is_tensor() && value.tensor().is_parameter();
            if (parameter && module_attribute(module.shared_from_this(), name)) {
                raise(ErrorKind::KeyError, "\"attribute '{}' already exists\"", name);
            }
            if (descriptor->set.is_none()) {
                raise(ErrorKind::AttributeError, "property '{}' of '{}' object has no setter", name,
                      type->name);
            }
            call(descriptor->set,
                 {.positional = {nn::Value(module.shared_from_this()), std::move(value)},
                  .keywords = {}});
            return;
        }
    }
    if (name == "__class__") {
        change_class(*this, module, value);
        return;
    }
    if (is_unfinished(module)) {
        const bool parameter = value.is_tensor() && value.tensor().is_parameter();
        const auto* child = std::get_if<nn::ModulePtr>(&value.data());
        if (parameter || (child != nullptr && *child)) {
            raise(ErrorKind::AttributeError, "cannot assign {} before Module.__init__() call",
                  parameter ? "parameters" : "module");
        }
        module.attributes.set(name, std::move(value));
        return;
    }
    if (name == "training") {
        const bool before = module.training;
        module.set_attribute(name, std::move(value));
        if (environment_.flag_observer) environment_.flag_observer(module, before);
        return;
    }
    refuse_ring(value, module);
    // A method of the module's own, alone or in a list, closes a ring.
    const auto watch_object = [this](const nn::Value& held) {
        const auto* const object = std::get_if<nn::ObjectPtr>(&held.data());
        if (object != nullptr && *object) watch(*object);
    };
    watch_object(value);
    if (const nn::Sequence* list = value.sequence()) {
        for (const nn::Value& item : list->items) watch_object(item);
    }
    module.set_attribute(name, std::move(value));
}

}  // namespace engine::script
