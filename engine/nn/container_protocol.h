#pragma once

#include "engine/nn/module.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// What Python's operators on containers mean: `module[key]`, `module[key] = value`,
/// `del module[key]`, `len(module)`, `key in module`, iteration, `+` and `*`.
namespace engine::nn {

/// A method of a class of containers. A call has bound its arguments: None where none was given.
struct ContainerMethod {
    std::string_view name;
    Value (*run)(Module& self, std::span<const Value> args);
};

/// What a class of containers does; a null member: Python's operator is refused.
struct Container {
    Value (*get)(Module& self, const Value& key) = nullptr;
    void (*set)(Module& self, const Value& key, const Value& value) = nullptr;
    void (*erase)(Module& self, const Value& key) = nullptr;
    int64_t (*length)(const Module& self) = nullptr;
    /// What iteration yields: the modules of a list, the keys of a dict.
    std::vector<Value> (*items)(const Module& self) = nullptr;
    /// Null: looks through the items.
    bool (*contains)(const Module& self, const Value& key) = nullptr;
    Value (*add)(Module& self, const Value& other) = nullptr;
    Value (*multiply)(Module& self, const Value& factor) = nullptr;
    /// `self += other`
    void (*extend)(Module& self, const Value& other) = nullptr;
    /// `self *= factor`
    void (*repeat)(Module& self, const Value& factor) = nullptr;
    /// Methods of its own, which not every module has.
    std::span<const ContainerMethod> methods{};
};

/// throws  TypeError "'Linear' object is not subscriptable", and what each class refuses:
/// IndexError
///         "index 5 is out of range", KeyError "'q'"
Value get_item(Module& module, const Value& key);
/// throws  TypeError "'Linear' object does not support item assignment", ...
void set_item(Module& module, const Value& key, const Value& value);
/// throws  TypeError "'Linear' object doesn't support item deletion", ...
void del_item(Module& module, const Value& key);
/// throws  TypeError "object of type 'Linear' has no len()"
int64_t length(const Module& module);
/// What `for x in module` yields.
/// throws  TypeError "'Linear' object is not iterable"
std::vector<Value> items(const Module& module);
/// throws  TypeError "argument of type 'Linear' is not iterable"
bool contains(const Module& module, const Value& key);
/// `module + other`, `module * factor`, and in place.
/// throws  TypeError "unsupported operand type(s) for +: 'Linear' and 'int'", ...
Value add(Module& module, const Value& other);
Value multiply(Module& module, const Value& factor);
void add_in_place(Module& module, const Value& other);
void multiply_in_place(Module& module, const Value& factor);

/// The method that the module's class of containers has under that name, or null: append() of a
/// ModuleList.
const ContainerMethod* container_method(const Module& module, std::string_view name);
bool offers_method(const Module& module, std::string_view name);
/// Whether it is a method of some classes of containers only.
bool is_container_method(std::string_view name);

}  // namespace engine::nn
