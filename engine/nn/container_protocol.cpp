#include "engine/nn/container_protocol.h"

#include "engine/base/error.h"
#include "engine/nn/containers.h"

#include <algorithm>

namespace engine::nn {

namespace {

/// A member of the module's Container, or null.
template <class Member>
Member member(const Module& module, Member Container::*which) {
    const Container* const container = module.behaviour().container;
    return container ? container->*which : nullptr;
}

[[noreturn]] void refuse_operator(std::string_view op, const Module& module, const Value& other) {
    raise(ErrorKind::TypeError, "unsupported operand type(s) for {}: '{}' and '{}'", op,
          module.class_name(), other.type_name());
}

bool same_object(const Value& a, const Value& b) {
    if (const auto* module = std::get_if<ModulePtr>(&a.data())) {
        const auto* other = std::get_if<ModulePtr>(&b.data());
        return other && *module == *other;
    }
    if (const auto* text = a.text()) return b.text() && *text == *b.text();
    if (a.is_tensor() && b.is_tensor()) return a.tensor().is(b.tensor());
    return a.is_number() && b.is_number() && a.number() == b.number();
}

const ContainerMethod* find_method(const Container& container, std::string_view name) {
    for (const ContainerMethod& method : container.methods) {
        if (method.name == name) return &method;
    }
    return nullptr;
}

}  // namespace

Value get_item(Module& module, const Value& key) {
    if (const auto get = member(module, &Container::get)) return get(module, key);
    raise(ErrorKind::TypeError, "'{}' object is not subscriptable", module.class_name());
}

void set_item(Module& module, const Value& key, const Value& value) {
    if (const auto set = member(module, &Container::set)) return set(module, key, value);
    raise(ErrorKind::TypeError, "'{}' object does not support item assignment",
          module.class_name());
}

void del_item(Module& module, const Value& key) {
    if (const auto erase = member(module, &Container::erase)) return erase(module, key);
    raise(ErrorKind::TypeError, "'{}' object doesn't support item deletion", module.class_name());
}

int64_t length(const Module& module) {
    if (const auto length = member(module, &Container::length)) return length(module);
    raise(ErrorKind::TypeError, "object of type '{}' has no len()", module.class_name());
}

std::vector<Value> items(const Module& module) {
    if (const auto items = member(module, &Container::items)) return items(module);
    raise(ErrorKind::TypeError, "'{}' object is not iterable", module.class_name());
}

bool contains(const Module& module, const Value& key) {
    if (const auto contains = member(module, &Container::contains)) return contains(module, key);
    const auto items = member(module, &Container::items);
    if (items == nullptr) {
        raise(ErrorKind::TypeError, "argument of type '{}' is not iterable", module.class_name());
    }
    const std::vector<Value> all = items(module);
    return std::any_of(all.begin(), all.end(),
                       [&](const Value& item) { return same_object(item, key); });
}

Value add(Module& module, const Value& other) {
    if (const auto add = member(module, &Container::add)) return add(module, other);
    refuse_operator("+", module, other);
}

Value multiply(Module& module, const Value& factor) {
    if (const auto multiply = member(module, &Container::multiply)) return multiply(module, factor);
    refuse_operator("*", module, factor);
}

void add_in_place(Module& module, const Value& other) {
    if (const auto extend = member(module, &Container::extend)) return extend(module, other);
    refuse_operator("+=", module, other);
}

void multiply_in_place(Module& module, const Value& factor) {
    if (const auto repeat = member(module, &Container::repeat)) return repeat(module, factor);
    refuse_operator("*=", module, factor);
}

const ContainerMethod* container_method(const Module& module, std::string_view name) {
    const Container* const container = module.behaviour().container;
    return container ? find_method(*container, name) : nullptr;
}

bool offers_method(const Module& module, std::string_view name) {
    return container_method(module, name) != nullptr;
}

bool is_container_method(std::string_view name) {
    for (const Container* const container :
         {&kSequentialContainer, &kModuleListContainer, &kModuleDictContainer,
          &kParameterListContainer, &kParameterDictContainer}) {
        if (find_method(*container, name)) return true;
    }
    return false;
}

}  // namespace engine::nn
