// What objects, modules, exceptions and properties have by themselves.
#include "engine/base/error.h"
#include "engine/nn/arguments.h"
#include "engine/nn/depth_guard.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/module_class.h"

#include <utility>

namespace engine::script {

namespace {

using nn::Value;

Value nothing(Machine&, Arguments&) {
    return {};
}

Value set_attribute(Machine& machine, Arguments& arguments) {
    expect_method("__setattr__", arguments, 2, 2);
    const Value& self = arguments.positional[0];
    const std::string* name = arguments.positional[1].text();
    if (name == nullptr) raise(ErrorKind::TypeError, "attribute name must be string");
    if (auto* instance = as<InstanceObject>(self)) {
        instance->attributes.set(*name, arguments.positional[2]);
    } else if (auto* dict = as<DictObject>(self); dict != nullptr && dict->type) {
        dict->attributes.set(*name, arguments.positional[2]);
    } else {
        machine.set_attribute(self, *name, arguments.positional[2]);
    }
    return {};
}

Value get_attribute(Machine&, Arguments& arguments) {
    const std::string* name =
        arguments.positional.size() > 1 ? arguments.positional[1].text() : nullptr;
    raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'",
          arguments.positional[0].type_name(), name != nullptr ? *name : "");
}

nn::ModulePtr module_of(std::string_view name, const Arguments& arguments) {
    if (!arguments.positional.empty()) {
        const auto* module = std::get_if<nn::ModulePtr>(&arguments.positional[0].data());
        if (module != nullptr && *module) return *module;
    }
    raise(ErrorKind::TypeError, "Module.{}() missing 1 required positional argument: 'self'", name);
}

Value module_init(Machine& machine, Arguments& arguments) {
    const nn::ModulePtr module = module_of("__init__", arguments);
    arguments.positional.erase(arguments.positional.begin());
    finish_module(machine, *module, std::move(arguments));
    return {};
}

// PyTorch asks isinstance(mode, bool): even 1 is refused.
bool mode_argument(Arguments& arguments, std::string_view name) {
    const auto named = take_keyword(arguments, "mode");
    if (!arguments.keywords.empty()) {
        raise(ErrorKind::TypeError, "Module.{}() got an unexpected keyword argument '{}'", name,
              arguments.keywords[0].first);
    }
    const std::size_t given = arguments.positional.size();
    if (given > 2) {
        raise(ErrorKind::TypeError,
              "Module.{}() takes from 1 to 2 positional arguments but {} were given", name, given);
    }
    if (named && given > 1) {
        raise(ErrorKind::TypeError, "Module.{}() got multiple values for argument 'mode'", name);
    }
    if (!named && given < 2) return true;
    const Value& mode = named ? *named : arguments.positional[1];
    const bool* flag = std::get_if<bool>(&mode.data());
    if (flag == nullptr) raise(ErrorKind::ValueError, "training mode is expected to be boolean");
    return *flag;
}

void set_mode(Machine& machine, const nn::ModulePtr& module, bool mode) {
    const nn::DepthGuard guard;
    machine.set_attribute(module, "training", mode);
    for (const auto& [name, child] : module->children) {
        if (!child) continue;
        const nn::ModulePtr held = child;
        const auto type = std::static_pointer_cast<ClassObject>(held->python_class);
        if (type && type->find("train") != nullptr) {
            machine.call_method(held, "train", {.positional = {mode}, .keywords = {}});
        } else {
            set_mode(machine, held, mode);
        }
    }
}

Value train(Machine& machine, Arguments& arguments) {
    const nn::ModulePtr module = module_of("train", arguments);
    set_mode(machine, module, mode_argument(arguments, "train"));
    return module;
}

Value eval(Machine& machine, Arguments& arguments) {
    const nn::ModulePtr module = module_of("eval", arguments);
    if (arguments.positional.size() > 1 || !arguments.keywords.empty()) {
        raise(ErrorKind::TypeError, "Module.eval() takes 1 positional argument but {} were given",
              arguments.positional.size() + arguments.keywords.size());
    }
    return machine.call_method(module, "train", {.positional = {false}, .keywords = {}});
}

/// What torch.nn.utils.parametrize computes of a module: torch's own forward reads what a module
/// holds, not the properties of its class.
class ComputedTensors {
public:
    ComputedTensors(Machine& machine, nn::Module& module) : module_(module) {
        const nn::ModulePtr* const rows = module.children.find("parametrizations");
        if (!module.python_class || rows == nullptr || !*rows) return;
        std::vector<std::string> wanted;  // computing may change the list
        for (const auto& [name, row] : (*rows)->children) wanted.push_back(name);
        try {
            for (const std::string& name : wanted) {
                if (module.buffers.contains(name) || module.parameters.contains(name)) continue;
                const Value made = machine.get_attribute(module.shared_from_this(), name);
                if (!made.is_tensor()) continue;
                module.buffers.set(name, nn::Buffer{made.tensor(), false});
                names_.push_back(name);
            }
        } catch (...) {
            put_back();
            throw;
        }
    }
    ~ComputedTensors() { put_back(); }
    ComputedTensors(const ComputedTensors&) = delete;
    ComputedTensors& operator=(const ComputedTensors&) = delete;

private:
    void put_back() {
        for (const std::string& name : names_) module_.buffers.erase(name);
    }

    nn::Module& module_;
    std::vector<std::string> names_{};
};

Value forward(Machine& machine, Arguments& arguments) {
    const nn::ModulePtr module = module_of("forward", arguments);
    const nn::Behaviour& behaviour = torch_behaviour(*module);
    const auto run = behaviour.forward;
    if (run == nullptr || behaviour.binds_arguments) {
        raise(ErrorKind::NotImplementedError,
              "Module [{}] is missing the required \"forward\" function", module->class_name());
    }
    const std::vector<Value> given(arguments.positional.begin() + 1, arguments.positional.end());
    const std::vector<Value> bound = nn::bind_arguments(*module, given, arguments.keywords);
    const ComputedTensors computed(machine, *module);
    return run(*module, nn::Args(machine.environment().context, bound, *module));
}

Value call(Machine& machine, Arguments& arguments) {
    const nn::ModulePtr module = module_of("__call__", arguments);
    arguments.positional.erase(arguments.positional.begin());
    return machine.call(Value(module), std::move(arguments));
}

Value apply(Machine& machine, Arguments& arguments) {
    const nn::ModulePtr module = module_of("apply", arguments);
    expect_method("apply", arguments, 1, 1);
    const Value function = arguments.positional[1];
    for (std::size_t i = 0; i < module->children.size(); ++i) {
        const nn::ModulePtr child = module->children.at_index(i).second;
        if (!child) continue;
        machine.call_method(child, "apply", {.positional = {function}, .keywords = {}});
    }
    machine.call(function, {.positional = {module}, .keywords = {}});
    return module;
}

Value extra_repr(Machine&, Arguments& arguments) {
    const nn::ModulePtr module = module_of("extra_repr", arguments);
    return module->behaviour().extra_repr ? module->behaviour().extra_repr(*module) : "";
}

Value module_repr_(Machine& machine, Arguments& arguments) {
    return module_repr(machine, module_of("__repr__", arguments));
}

Value get_name(Machine&, Arguments& arguments) {
    return module_of("_get_name", arguments)->class_name();
}

Value requires_grad_(Machine&, Arguments& arguments) {
    const nn::ModulePtr module = module_of("requires_grad_", arguments);
    const auto named = take_keyword(arguments, "requires_grad");
    expect_method("requires_grad_", arguments, 0, 1);
    const bool on = named                             ? named->truth()
                    : arguments.positional.size() > 1 ? arguments.positional[1].truth()
                                                      : true;
    module->requires_grad_(on);
    return module;
}

Value zero_grad(Machine&, Arguments& arguments) {
    const nn::ModulePtr module = module_of("zero_grad", arguments);
    const auto named = take_keyword(arguments, "set_to_none");
    expect_method("zero_grad", arguments, 0, 1);
    module->zero_grad(named                             ? named->truth()
                      : arguments.positional.size() > 1 ? arguments.positional[1].truth()
                                                        : true);
    return {};
}

Value get_submodule(Machine&, Arguments& arguments) {
    const nn::ModulePtr module = module_of("get_submodule", arguments);
    const auto named = take_keyword(arguments, "target");
    if (!named && arguments.positional.size() < 2) {
        raise(ErrorKind::TypeError,
              "Module.get_submodule() missing 1 required positional argument: 'target'");
    }
    const Value path = named ? *named : arguments.positional[1];
    if (path.text() == nullptr) {
        raise(ErrorKind::AttributeError, "'{}' object has no attribute 'split'", path.type_name());
    }
    return module->get_submodule(*path.text());
}

constexpr Builtin kObject[] = {
    {"__init__", nothing},
    {"__init_subclass__", nothing},
    {"__setattr__", set_attribute},
    {"__repr__",
     [](Machine& machine, Arguments& arguments) -> Value {
         return machine.repr(arguments.positional.at(0));
     }},
    {"__str__",
     [](Machine& machine, Arguments& arguments) -> Value {
         return machine.str(arguments.positional.at(0));
     }},
    {"__eq__",
     [](Machine& machine, Arguments& arguments) -> Value {
         return machine.compare(Op::Is, arguments.positional.at(0), arguments.positional.at(1));
     }},
    {"__hash__",
     [](Machine&, Arguments& arguments) -> Value {
         return static_cast<int64_t>(hash_of(arguments.positional.at(0)));
     }},
};

Value reset_parameters(Machine& machine, Arguments& arguments) {
    const nn::ModulePtr module = module_of("reset_parameters", arguments);
    const auto reset = module->behaviour().reset_parameters;
    if (reset == nullptr) {
        raise(ErrorKind::AttributeError, "'{}' object has no attribute 'reset_parameters'",
              module->class_name());
    }
    reset(*module, machine.environment().generator);
    return {};
}

constexpr Builtin kModule[] = {
    {"__init__", module_init},
    {"__setattr__", set_attribute},
    {"__getattr__", get_attribute},
    {"train", train},
    {"eval", eval},
    {"forward", forward},
    {"__call__", call},
    {"apply", apply},
    {"extra_repr", extra_repr},
    {"__repr__", module_repr_},
    {"_get_name", get_name},
    {"requires_grad_", requires_grad_},
    {"zero_grad", zero_grad},
    {"reset_parameters", reset_parameters},
    {"get_submodule", get_submodule},
};

constexpr Builtin kException[] = {
    {"__init__",
     [](Machine&, Arguments& arguments) -> Value {
         if (auto* instance = as<InstanceObject>(arguments.positional.at(0))) {
             instance->items.assign(arguments.positional.begin() + 1, arguments.positional.end());
         }
         return {};
     }},
    {"with_traceback",
     [](Machine&, Arguments& arguments) -> Value { return arguments.positional.at(0); }},
    {"__str__",
     [](Machine& machine, Arguments& arguments) -> Value {
         const auto* instance = as<InstanceObject>(arguments.positional.at(0));
         if (instance == nullptr || instance->items.empty()) return "";
         return instance->items.size() == 1 ? machine.str(instance->items[0])
                                            : machine.repr(Value::tuple(instance->items));
     }},
};

}  // namespace

std::span<const Builtin> object_members() {
    return kObject;
}
std::span<const Builtin> module_members() {
    return kModule;
}
std::span<const Builtin> exception_members() {
    return kException;
}

}  // namespace engine::script
