// torch.nn's containers and the methods that only containers have.
#include "engine/nn/containers.h"
#include "engine/script/native_tables.h"
#include "engine/script/reaches.h"

namespace engine::script {

namespace {

using nn::Value;

/// Sequential(a, b) or Sequential(OrderedDict([('a', a), ...])).
Value sequential(Call& call) {
    const auto& given = call[0].sequence()->items;
    const auto* dict =
        given.size() == 1 ? std::get_if<std::shared_ptr<nn::Dict>>(&given[0].data()) : nullptr;
    const nn::ModulePtr made = nn::Sequential(std::vector<nn::ModulePtr>{});
    const auto add = [&](const std::string& name, const Value& value) {
        const auto* module = std::get_if<nn::ModulePtr>(&value.data());
        if (module == nullptr && !value.is_none()) {
            raise(ErrorKind::TypeError, "{} is not a Module subclass", value.type_name());
        }
        made->add_module(name, module ? *module : nullptr);
    };
    if (dict != nullptr && (*dict)->ordered) {
        for (const auto& [name, value] : (*dict)->items) add(name, value);
        return made;
    }
    for (std::size_t i = 0; i < given.size(); ++i) add(std::to_string(i), given[i]);
    return made;
}

/// A method of the module's own class of containers, by the row's name.
Value method(Call& call) {
    const nn::ModulePtr self = call.module(0);
    const nn::ContainerMethod* const found = nn::container_method(*self, call.name());
    if (found == nullptr) {
        raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", self->class_name(),
              call.name());
    }
    std::vector<Value> args;
    for (std::size_t i = 1; i < call.size(); ++i) {
        refuse_ring(call[i], *self);
        args.push_back(call[i]);
    }
    return found->run(*self, args);
}

constexpr Native kRows[] = {
    {kNN, "Sequential(*args)", sequential},
    {kNN, "ModuleList(modules=None)", [](Call& call) -> Value { return nn::ModuleList(call[0]); }},
    {kNN, "ModuleDict(modules=None)", [](Call& call) -> Value { return nn::ModuleDict(call[0]); }},
    {kNN, "ParameterList(values=None)",
     [](Call& call) -> Value { return nn::ParameterList(call[0]); }},
    {kNN, "ParameterDict(parameters=None)",
     [](Call& call) -> Value { return nn::ParameterDict(call[0]); }},

    {kModuleMethod, "append(self, module)", method},
    {kModuleMethod, "clear(self)", method},
    {kModuleMethod, "copy(self)", method},
    {kModuleMethod, "extend(self, modules)", method},
    {kModuleMethod, "fromkeys(self, keys, default=None)", method},
    {kModuleMethod, "get(self, key, default=None)", method},
    {kModuleMethod, "insert(self, index, module)", method},
    {kModuleMethod, "items(self)", method},
    {kModuleMethod, "keys(self)", method},
    {kModuleMethod, "pop(self, key)", method},
    {kModuleMethod, "popitem(self)", method},
    {kModuleMethod, "setdefault(self, key, default=None)", method},
    {kModuleMethod, "update(self, modules)", method},
    {kModuleMethod, "values(self)", method},
};

}  // namespace

std::span<const Native> container_names() {
    return kRows;
}

}  // namespace engine::script
