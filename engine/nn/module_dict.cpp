#include "engine/base/error.h"
#include "engine/nn/container_index.h"
#include "engine/nn/containers.h"

namespace engine::nn {

namespace {

constexpr Behaviour kModuleDict{
    .class_name = "ModuleDict",
    .python_module = "torch.nn.modules.container",
    .container = &kModuleDictContainer,
};

const ModulePtr& child_at(const Module& self, const Value& key) {
    const std::string* const name = key.text();
    const ModulePtr* const child = name ? self.children.find(*name) : nullptr;
    if (child == nullptr) raise(ErrorKind::KeyError, "{}", key.repr());
    return *child;
}

Value get(Module& self, const Value& key) {
    const ModulePtr& child = child_at(self, key);
    return child ? Value(child) : Value();
}

void set(Module& self, const Value& key, const Value& value) {
    ModulePtr module = module_of(value);
    if (key.text() == nullptr) {
        raise(ErrorKind::TypeError, "module name should be a string. Got {}", key.type_name());
    }
    self.add_module(*key.text(), std::move(module));
}

void erase(Module& self, const Value& key) {
    child_at(self, key);
    self.children.erase(*key.text());
}

std::vector<Value> keys(const Module& self) {
    std::vector<Value> out;
    for (const auto& [name, child] : self.children) out.emplace_back(name);
    return out;
}

bool has_key(const Module& self, const Value& key) {
    return key.text() != nullptr && self.children.contains(*key.text());
}

void update(Module& self, const Value& modules) {
    for (const auto& [key, module] : pairs_of(modules, "ModuleDict", "ModuleDict")) {
        set(self, key, module);
    }
}

Value update_(Module& self, std::span<const Value> args) {
    update(self, args[0]);
    return {};
}

Value pop_(Module& self, std::span<const Value> args) {
    const Value taken = get(self, args[0]);
    erase(self, args[0]);
    return taken;
}

Value clear_(Module& self, std::span<const Value>) {
    self.children.clear();
    return {};
}

Value keys_(Module& self, std::span<const Value>) {
    return Value::list(keys(self));
}

Value values_(Module& self, std::span<const Value>) {
    return Value::list(child_values(self));
}

Value items_(Module& self, std::span<const Value>) {
    std::vector<Value> out;
    for (const auto& [name, child] : self.children) {
        out.push_back(Value::tuple({Value(name), child ? Value(child) : Value()}));
    }
    return Value::list(std::move(out));
}

constexpr ContainerMethod kMethods[] = {
    {"clear", clear_}, {"items", items_},   {"keys", keys_},
    {"pop", pop_},     {"update", update_}, {"values", values_},
};

}  // namespace

constinit const Container kModuleDictContainer{
    .get = get,
    .set = set,
    .erase = erase,
    .length = child_count,
    .items = keys,
    .contains = has_key,
    .methods = kMethods,
};

ModulePtr ModuleDict(const Value& modules) {
    auto dict = std::make_shared<Module>(kModuleDict);
    if (!modules.is_none()) update(*dict, modules);
    return dict;
}

}  // namespace engine::nn
