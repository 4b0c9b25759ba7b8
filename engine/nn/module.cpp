#include "engine/nn/module.h"

#include "engine/base/error.h"
#include "engine/nn/container_protocol.h"
#include "engine/nn/release.h"

#include <algorithm>

namespace engine::nn {

namespace {

/// Names that every module has without anybody registering them.
constexpr std::string_view kMethods[] = {
    "T_destination",
    "add_module",
    "apply",
    "bfloat16",
    "buffers",
    "call_super_init",
    "children",
    "compile",
    "cpu",
    "cuda",
    "double",
    "dump_patches",
    "eval",
    "extra_repr",
    "float",
    "forward",
    "get_buffer",
    "get_extra_state",
    "get_parameter",
    "get_submodule",
    "half",
    "ipu",
    "load_state_dict",
    "modules",
    "named_buffers",
    "named_children",
    "named_modules",
    "named_parameters",
    "parameters",
    "register_backward_hook",
    "register_buffer",
    "register_forward_hook",
    "register_forward_pre_hook",
    "register_full_backward_hook",
    "register_full_backward_pre_hook",
    "register_load_state_dict_post_hook",
    "register_module",
    "register_parameter",
    "requires_grad_",
    "set_extra_state",
    "share_memory",
    "state_dict",
    "to",
    "to_empty",
    "train",
    "training",
    "type",
    "xpu",
    "zero_grad",
};

bool is_method(std::string_view name) {
    return std::find(std::begin(kMethods), std::end(kMethods), name) != std::end(kMethods);
}

/// torch.typename(value): 'torch.FloatTensor', 'int', 'torch.nn.modules.linear.Linear'
std::string torch_typename(const Value& value) {
    if (const auto* tensor = std::get_if<Tensor>(&value.data()); tensor && tensor->defined()) {
        return std::string(legacy_name(tensor->dtype()));
    }
    if (const auto* module = std::get_if<ModulePtr>(&value.data()); module && *module) {
        return fmt::format("{}.{}", (*module)->behaviour().python_module, (*module)->class_name());
    }
    return std::string(value.type_name());
}

/// A Value's three ways to be None.
bool is_none(const Value& value) {
    if (const auto* tensor = std::get_if<Tensor>(&value.data())) return !tensor->defined();
    if (const auto* module = std::get_if<ModulePtr>(&value.data())) return *module == nullptr;
    return value.is_none();
}

[[noreturn]] void raise_no_attribute(const Module& module, std::string_view name) {
    raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", module.class_name(),
          name);
}

/// What Python prints of a KeyError is its text in quotes, as of any key.
[[noreturn]] void refuse_name(std::string words) {
    raise(ErrorKind::KeyError, "{}", Value(std::move(words)).repr());
}

void check_name(std::string_view kind, std::string_view name) {
    if (name.find('.') != std::string_view::npos) {
        refuse_name(fmt::format("{} name can't contain \".\"", kind));
    }
    if (name.empty()) refuse_name(fmt::format("{} name can't be empty string \"\"", kind));
}

[[noreturn]] void raise_exists(std::string_view name) {
    refuse_name(fmt::format("attribute '{}' already exists", name));
}

/// The parameter, undefined for None.
Tensor checked_parameter(std::string_view name, const Value& value) {
    if (is_none(value)) return {};
    if (!value.is_tensor() || !value.tensor().is_parameter()) {
        raise(ErrorKind::TypeError,
              "cannot assign '{}' object to parameter '{}' (torch.nn.Parameter or None required)",
              torch_typename(value), name);
    }
    if (value.tensor().is_leaf()) return value.tensor();
    raise(ErrorKind::ValueError,
          "Cannot assign non-leaf Tensor to parameter '{0}'. Model parameters must be created "
          "explicitly. To express '{0}' as a function of another Tensor, compute the value in the "
          "forward() method.",
          name);
}

}  // namespace

Module::Module(const Behaviour& behaviour) : Module(behaviour, std::string(behaviour.class_name)) {}

Module::Module(const Behaviour& behaviour, std::string class_name)
    : behaviour_(&behaviour), class_name_(std::move(class_name)) {}

Module::~Module() {
    ReleaseLevel level;
    OrderedMap<ModulePtr> modules = std::move(children);
    OrderedMap<Value> values = std::move(attributes);
    std::vector<Hook> callables = std::move(hooks.list);
    const ObjectPtr type = std::move(python_class);
    if (!level.deep()) return;
    std::vector<Value> parts;
    for (auto& [name, module] : modules) parts.emplace_back(std::move(module));
    for (auto& [name, value] : values) parts.push_back(std::move(value));
    for (Hook& hook : callables) parts.push_back(std::move(hook.callable));
    level.later(std::move(parts));
}

void Module::become(Module& made) {
    behaviour_ = made.behaviour_;
    training = made.training;
    parameters = std::move(made.parameters);
    buffers = std::move(made.buffers);
    children = std::move(made.children);
    for (auto& [name, value] : made.attributes) attributes.set(name, std::move(value));
}

void Module::set_behaviour(const Behaviour& behaviour) {
    behaviour_ = &behaviour;
    class_name_ = behaviour.class_name;
    python_class = nullptr;
}

void Module::register_parameter(std::string_view name, Value parameter) {
    check_name("parameter", name);
    if (has_attribute(name) && !parameters.contains(name)) raise_exists(name);
    parameters.set(name, checked_parameter(name, parameter));
}

void Module::register_buffer(std::string_view name, Value tensor, bool persistent) {
    check_name("buffer", name);
    if (has_attribute(name) && !buffers.contains(name)) raise_exists(name);
    const bool none = is_none(tensor);
    if (!none && !tensor.is_tensor()) {
        raise(ErrorKind::TypeError,
              "cannot assign '{}' object to buffer '{}' (torch Tensor or None required)",
              torch_typename(tensor), name);
    }
    buffers.set(name, Buffer{none ? Tensor() : tensor.tensor(), persistent});
}

void Module::add_module(std::string_view name, ModulePtr module) {
    if (has_attribute(name) && !children.contains(name)) raise_exists(name);
    if (name.find('.') != std::string_view::npos) {
        refuse_name(fmt::format("module name can't contain \".\", got: {}", name));
    }
    check_name("module", name);
    children.set(name, std::move(module));
}

Value Module::get_attribute(std::string_view name) const {
    if (name == "training") return training;
    if (const Value* value = attributes.find(name)) return *value;
    if (const Tensor* value = parameters.find(name)) return value->defined() ? *value : Value();
    if (const Buffer* value = buffers.find(name)) {
        return value->tensor.defined() ? value->tensor : Value();
    }
    if (const ModulePtr* value = children.find(name)) return *value ? *value : Value();
    raise_no_attribute(*this, name);
}

bool Module::has_attribute(std::string_view name) const {
    return attributes.contains(name) || parameters.contains(name) || buffers.contains(name) ||
           children.contains(name) || is_method(name) || offers_method(*this, name);
}

void Module::set_attribute(std::string_view name, Value value) {
    if (name == "training") {
        const auto* flag = std::get_if<bool>(&value.data());
        if (!flag) raise(ErrorKind::ValueError, "training mode is expected to be boolean");
        training = *flag;
        return;
    }
    const auto refuse = [&](std::string_view kind, std::string_view wanted) {
        raise(ErrorKind::TypeError, "cannot assign '{}' as {} '{}' ({} or None expected)",
              torch_typename(value), kind, name, wanted);
    };
    const bool none = is_none(value);
    if (!none && value.is_tensor() && value.tensor().is_parameter()) {
        const Tensor parameter = checked_parameter(name, value);
        attributes.erase(name);
        buffers.erase(name);
        children.erase(name);
        register_parameter(name, parameter);
    } else if (parameters.contains(name)) {
        if (!none) refuse("parameter", "torch.nn.Parameter");
        parameters.set(name, Tensor());
    } else if (const auto* module = std::get_if<ModulePtr>(&value.data()); module && *module) {
        attributes.erase(name);
        buffers.erase(name);
        children.set(name, *module);
    } else if (children.contains(name)) {
        if (!none) refuse("child module", "torch.nn.Module");
        children.set(name, nullptr);
    } else if (Buffer* buffer = buffers.find(name)) {
        if (!none && !value.is_tensor()) refuse("buffer", "torch.Tensor");
        buffer->tensor = none ? Tensor() : value.tensor();
    } else {
        if (behaviour_->check_attribute) behaviour_->check_attribute(*this, name, value);
        attributes.set(name, none ? Value() : std::move(value));
    }
}

void Module::delete_attribute(std::string_view name) {
    if (parameters.erase(name) || buffers.erase(name) || children.erase(name) ||
        attributes.erase(name)) {
        return;
    }
    raise_no_attribute(*this, name);
}

const Tensor& Module::parameter(std::string_view name) const {
    if (const Tensor* value = parameters.find(name)) return *value;
    // A hook may have put something else in its place, as weight_norm does.
    const Value* const held = attributes.find(name);
    if (held != nullptr && held->is_tensor()) return held->tensor();
    if (const Buffer* value = buffers.find(name)) return value->tensor;
    raise_no_attribute(*this, name);
}

const Tensor& Module::buffer(std::string_view name) const {
    static const Tensor none;
    const Buffer* value = buffers.find(name);
    return value ? value->tensor : none;
}

const Value& Module::attribute(std::string_view name) const {
    if (const Value* value = attributes.find(name)) return *value;
    raise_no_attribute(*this, name);
}

Module& Module::child(std::string_view name) const {
    const ModulePtr* value = children.find(name);
    if (!value) raise_no_attribute(*this, name);
    if (!*value) raise(ErrorKind::TypeError, "'NoneType' object is not callable");
    return **value;
}

double Module::number(std::string_view name) const {
    return attribute(name).number(name);
}

int64_t Module::integer(std::string_view name) const {
    return attribute(name).integer(name);
}

bool Module::flag(std::string_view name) const {
    return attribute(name).truth();
}

}  // namespace engine::nn
