#include "engine/base/error.h"
#include "engine/nn/container_index.h"
#include "engine/nn/containers.h"
#include "engine/nn/indent.h"

#include <algorithm>

namespace engine::nn {

namespace {

std::string repr(const Module& self) {
    std::vector<std::string> texts;
    for (const Value& child : child_values(self)) texts.push_back(child.repr());
    return module_list_text(self.class_name(), texts);
}

constexpr Behaviour kModuleList{
    .class_name = "ModuleList",
    .python_module = "torch.nn.modules.container",
    .repr = repr,
    .container = &kModuleListContainer,
};

Value self_of(Module& self) {
    return self.shared_from_this();
}

/// Whose child has which place is a matter of names.
std::string name_of_place(const Module& self, const Value& key) {
    return std::to_string(place_of(key, self.children.size()));
}

Value get(Module& self, const Value& key) {
    if (const Slice* const slice = slice_of(key)) {
        const ModulePtr part = empty_like(self);
        const std::vector<Value> children = child_values(self);
        for (const std::size_t place : places_of(*slice, children.size())) {
            append_module(*part, children[place]);
        }
        return part;
    }
    const std::string name = name_of_place(self, key);
    const ModulePtr* const child = self.children.find(name);
    if (child == nullptr) raise(ErrorKind::KeyError, "'{}'", name);
    return *child ? Value(*child) : Value();
}

void set(Module& self, const Value& key, const Value& value) {
    self.set_attribute(name_of_place(self, key), value);
}

void extend(Module& self, const Value& other) {
    const auto modules = iterated(other);
    if (!modules) {
        raise(ErrorKind::TypeError,
              "ModuleList.extend should be called with an iterable, but got {}", other.type_name());
    }
    for (const Value& module : *modules) append_module(self, module);
}

Value joined(Module& self, const Value& other) {
    const auto modules = iterated(other);
    if (!modules) raise(ErrorKind::TypeError, "'{}' object is not iterable", other.type_name());
    const ModulePtr sum = ModuleList();
    for (const Value& module : child_values(self)) append_module(*sum, module);
    for (const Value& module : *modules) append_module(*sum, module);
    return sum;
}

Value append_(Module& self, std::span<const Value> args) {
    append_module(self, args[0]);
    return self_of(self);
}

Value insert_(Module& self, std::span<const Value> args) {
    insert_module(self, index_of(args[0]), module_of(args[1]));
    return {};
}

Value extend_(Module& self, std::span<const Value> args) {
    extend(self, args[0]);
    return self_of(self);
}

Value pop_(Module& self, std::span<const Value> args) {
    const Value taken = get(self, args[0]);
    erase_modules(self, args[0]);
    return taken;
}

constexpr ContainerMethod kMethods[] = {
    {"append", append_},
    {"insert", insert_},
    {"extend", extend_},
    {"pop", pop_},
};

}  // namespace

constinit const Container kModuleListContainer{
    .get = get,
    .set = set,
    .erase = erase_modules,
    .length = child_count,
    .items = child_values,
    .add = joined,
    .extend = extend,
    .methods = kMethods,
};

ModulePtr ModuleList(std::vector<ModulePtr> modules) {
    auto list = std::make_shared<Module>(kModuleList);
    for (ModulePtr& module : modules) append_module(*list, std::move(module));
    return list;
}

ModulePtr ModuleList(const Value& modules) {
    auto list = std::make_shared<Module>(kModuleList);
    if (!modules.is_none()) extend(*list, modules);
    return list;
}

}  // namespace engine::nn
