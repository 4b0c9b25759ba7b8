// What every module has: registration, traversal, look-ups by path.
#include "engine/nn/parameter.h"
#include "engine/script/native_tables.h"
#include "engine/script/reaches.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/tensor_defaults.h"

namespace engine::script {

namespace {

using nn::Value;

/// PyTorch asks for a str in words of its own.
const std::string& name_of_entry(const Call& call, std::string_view kind) {
    if (call[1].text() != nullptr) return *call[1].text();
    raise(ErrorKind::TypeError, "{} name should be a string. Got {}", kind, call[1].type_name());
}

Value register_parameter(Call& call) {
    call.module(0)->register_parameter(name_of_entry(call, "parameter"), call[2]);
    return {};
}

Value register_buffer(Call& call) {
    call.module(0)->register_buffer(name_of_entry(call, "buffer"), call[2], call.flag(3));
    return {};
}

Value register_module(Call& call) {
    const nn::ModulePtr self = call.module(0);
    const nn::ModulePtr child = call.is_none(2) ? nullptr : call.module(2);
    const std::string& name = name_of_entry(call, "module");
    refuse_ring(call[2], *self);
    self->add_module(name, child);
    return {};
}

template <class T>
Value named(const std::vector<std::pair<std::string, T>>& entries) {
    std::vector<Value> out;
    for (const auto& [name, value] : entries) out.push_back(Value::tuple({name, value}));
    return Value::list(std::move(out));
}

template <class T>
Value values(const std::vector<std::pair<std::string, T>>& entries) {
    std::vector<Value> out;
    for (const auto& [name, value] : entries) out.emplace_back(value);
    return Value::list(std::move(out));
}

Value parameter(Call& call) {
    const Tensor data = call.is_none(0) ? Tensor::empty({0}, default_dtype()) : call.tensor(0);
    return nn::as_parameter(data, call.flag(1));
}

Value maybe(const Tensor& tensor) {
    return tensor.defined() ? Value(tensor) : Value();
}

Value extra_repr(Call& call) {
    const nn::ModulePtr self = call.module(0);
    const auto text = self->behaviour().extra_repr;
    return text ? text(*self) : std::string();
}

Value reset_running_stats(Call& call) {
    const nn::ModulePtr module = call.module(0);
    if (!module->attribute("track_running_stats").truth()) return {};
    const NoGrad guard;
    const auto fill = [&module](std::string_view name, double value) {
        if (module->buffer(name).defined()) module->buffer(name).fill_(value);
    };
    fill("running_mean", 0);
    fill("running_var", 1);
    fill("num_batches_tracked", 0);
    return {};
}

constexpr Native kRows[] = {
    {kModuleMethod, "reset_running_stats(self)", reset_running_stats},
    {kNN, "Parameter(data=None, requires_grad=True)", parameter},
    {kModuleMethod, "register_parameter(self, name, param)", register_parameter},
    {kModuleMethod, "register_buffer(self, name, tensor, persistent=True)", register_buffer},
    {kModuleMethod, "register_module(self, name, module)", register_module},
    {kModuleMethod, "add_module(self, name, module)", register_module},

    {kModuleMethod, "named_modules(self, memo=None, prefix='', remove_duplicate=True)",
     [](Call& call) { return named(call.module(0)->named_modules(call.flag(3), call.text(2))); }},
    {kModuleMethod, "modules(self)",
     [](Call& call) { return values(call.module(0)->named_modules()); }},
    {kModuleMethod, "named_children(self)",
     [](Call& call) { return named(call.module(0)->named_children()); }},
    {kModuleMethod, "children(self)",
     [](Call& call) { return values(call.module(0)->named_children()); }},
    {kModuleMethod, "named_parameters(self, prefix='', recurse=True, remove_duplicate=True)",
     [](Call& call) {
         return named(call.module(0)->named_parameters(call.flag(2), call.flag(3), call.text(1)));
     }},
    {kModuleMethod, "parameters(self, recurse=True)",
     [](Call& call) { return values(call.module(0)->named_parameters(call.flag(1))); }},
    {kModuleMethod, "named_buffers(self, prefix='', recurse=True, remove_duplicate=True)",
     [](Call& call) {
         return named(call.module(0)->named_buffers(call.flag(2), call.flag(3), call.text(1)));
     }},
    {kModuleMethod, "buffers(self, recurse=True)",
     [](Call& call) { return values(call.module(0)->named_buffers(call.flag(1))); }},

    {kModuleMethod, "get_parameter(self, target)",
     [](Call& call) -> Value { return call.module(0)->get_parameter(call.text(1)); }},
    {kModuleMethod, "get_buffer(self, target)",
     [](Call& call) { return maybe(call.module(0)->get_buffer(call.text(1))); }},
    {kModuleMethod, "extra_repr(self)", extra_repr},
};

}  // namespace

std::span<const Native> module_names() {
    return kRows;
}

}  // namespace engine::script
