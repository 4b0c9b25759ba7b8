#include "engine/base/error.h"
#include "engine/nn/container_index.h"
#include "engine/nn/containers.h"
#include "engine/nn/parameter_repr.h"
#include "engine/nn/release.h"

#include <algorithm>

namespace engine::nn {

namespace {

/// The keys in order, values None; PyTorch keeps them in the same attribute.
constexpr std::string_view kKeys = "_keys";

using Keys = std::vector<std::pair<std::string, Value>>;

Keys& keys_of(const Module& self) {
    return std::get<std::shared_ptr<Dict>>(self.attribute(kKeys).data())->items;
}

Value forward(Module&, const Args&) {
    raise(ErrorKind::RuntimeError, "ParameterDict should not be called.");
}

std::string extra_repr(const Module& self) {
    std::string out;
    for (const auto& [key, none] : keys_of(self)) {
        if (!out.empty()) out += '\n';
        out += parameter_line(key, self.get_attribute(key), ParameterTypeName::Legacy);
    }
    return out;
}

constexpr Behaviour kParameterDict{
    .class_name = "ParameterDict",
    .python_module = "torch.nn.modules.container",
    .forward = forward,
    .extra_repr = extra_repr,
    .container = &kParameterDictContainer,
};

const std::string& checked_key(const Value& key) {
    if (key.text() != nullptr) return *key.text();
    raise(ErrorKind::TypeError,
          "Index given to ParameterDict cannot be used as a key as it is not a string (type is "
          "'{}'). Open an issue on github if you need non-string keys.",
          key.type_name());
}

auto find_key(Keys& keys, std::string_view key) {
    return std::find_if(keys.begin(), keys.end(),
                        [&](const auto& entry) { return entry.first == key; });
}

bool has_key(const Module& self, const Value& key) {
    Keys& keys = keys_of(self);
    return key.text() != nullptr && find_key(keys, *key.text()) != keys.end();
}

Value get(Module& self, const Value& key) {
    return self.get_attribute(checked_key(key));
}

void set(Module& self, const Value& key, const Value& value) {
    const std::string& name = checked_key(key);
    self.set_attribute(name, parameter_or_value(value));
    if (!has_key(self, key)) keys_of(self).emplace_back(name, Value());
}

void erase(Module& self, const Value& key) {
    if (!has_key(self, key)) raise(ErrorKind::KeyError, "{}", key.repr());
    Keys& keys = keys_of(self);
    keys.erase(find_key(keys, *key.text()));
    self.delete_attribute(*key.text());
}

int64_t entry_count(const Module& self) {
    return static_cast<int64_t>(keys_of(self).size());
}

std::vector<Value> keys(const Module& self) {
    std::vector<Value> out;
    for (const auto& [key, none] : keys_of(self)) out.emplace_back(key);
    return out;
}

void update(Module& self, const Value& parameters) {
    auto pairs = pairs_of(parameters, "ParameterDict", "ParametersDict");
    const auto* dict = std::get_if<std::shared_ptr<Dict>>(&parameters.data());
    if (dict != nullptr && !(*dict)->ordered) {
        std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
            return *a.first.text() < *b.first.text();
        });
    }
    for (const auto& [key, value] : pairs) set(self, key, value);
}

Value clear_(Module& self, std::span<const Value>) {
    for (const Value& key : keys(self)) erase(self, key);
    return {};
}

Value copy_(Module& self, std::span<const Value>) {
    const ModulePtr copy = ParameterDict();
    for (const Value& key : keys(self)) set(*copy, key, get(self, key));
    return copy;
}

Value fromkeys_(Module&, std::span<const Value> args) {
    const auto names = iterated(args[0]);
    if (!names) raise(ErrorKind::TypeError, "'{}' object is not iterable", args[0].type_name());
    const ModulePtr made = ParameterDict();
    for (const Value& key : *names) set(*made, key, args[1]);
    return made;
}

Value get_(Module& self, std::span<const Value> args) {
    return has_key(self, args[0]) ? get(self, args[0]) : args[1];
}

Value items_(Module& self, std::span<const Value>) {
    std::vector<Value> out;
    for (const Value& key : keys(self)) out.push_back(Value::tuple({key, get(self, key)}));
    return Value::list(std::move(out));
}

Value keys_(Module& self, std::span<const Value>) {
    return Value::list(keys(self));
}

Value pop_(Module& self, std::span<const Value> args) {
    const Value taken = get(self, args[0]);
    erase(self, args[0]);
    return taken;
}

Value popitem_(Module& self, std::span<const Value>) {
    if (keys_of(self).empty()) raise(ErrorKind::KeyError, "'popitem(): dictionary is empty'");
    const Value key = keys_of(self).back().first;
    const Value taken = get(self, key);
    erase(self, key);
    return Value::tuple({key, taken});
}

Value setdefault_(Module& self, std::span<const Value> args) {
    if (!has_key(self, args[0])) set(self, args[0], args[1]);
    return get(self, args[0]);
}

Value update_(Module& self, std::span<const Value> args) {
    update(self, args[0]);
    return {};
}

Value values_(Module& self, std::span<const Value>) {
    std::vector<Value> out;
    for (const Value& key : keys(self)) out.push_back(get(self, key));
    return Value::list(std::move(out));
}

constexpr ContainerMethod kMethods[] = {
    {"clear", clear_},   {"copy", copy_},       {"fromkeys", fromkeys_},
    {"get", get_},       {"items", items_},     {"keys", keys_},
    {"pop", pop_},       {"popitem", popitem_}, {"setdefault", setdefault_},
    {"update", update_}, {"values", values_},
};

}  // namespace

constinit const Container kParameterDictContainer{
    .get = get,
    .set = set,
    .erase = erase,
    .length = entry_count,
    .items = keys,
    .contains = has_key,
    .methods = kMethods,
};

ModulePtr ParameterDict(const Value& parameters) {
    auto dict = std::make_shared<Module>(kParameterDict);
    dict->attributes.set(kKeys, make_released<Dict>());
    if (!parameters.is_none()) update(*dict, parameters);
    return dict;
}

}  // namespace engine::nn
