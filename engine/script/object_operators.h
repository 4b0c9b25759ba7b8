#pragma once

#include "engine/script/object.h"

#include <optional>

// Operators of Python's own types beyond numbers: texts, lists, tuples, dicts, sets.
namespace engine::script {

std::optional<nn::Value> object_operator(Machine& machine, Op op, const nn::Value& left,
                                         const nn::Value& right);
/// `list += ...` and its like, which change their left side.
std::optional<nn::Value> object_in_place(Machine& machine, Op op, const nn::Value& left,
                                         const nn::Value& right);
std::optional<nn::Value> object_comparison(Machine& machine, Op op, const nn::Value& left,
                                           const nn::Value& right);
/// A @dataclass object's fields as a tuple: what compares and hashes it.
nn::Value fields_of(const InstanceObject& instance);
bool is_not_implemented(const nn::Value& value);
bool tensor_contains(Machine& machine, const nn::Value& tensor, const nn::Value& item);
/// `'a' in module_dict`; empty when the container is no such module.
std::optional<bool> module_key(const nn::Value& container, const nn::Value& key);

}  // namespace engine::script
