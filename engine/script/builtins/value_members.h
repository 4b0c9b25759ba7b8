#pragma once

#include "engine/script/builtins.h"

#include <optional>
#include <span>
#include <string_view>

// What values that are no objects of the user's own have by themselves, beside their methods.
namespace engine::script {

std::span<const Builtin> property_members();
std::span<const Builtin> namedtuple_members();
std::span<const Builtin> size_members();
std::span<const Builtin> range_members();
std::span<const Builtin> slice_members();
std::span<const Builtin> type_members();
std::span<const Builtin> container_members();
std::span<const Builtin> frozenset_methods();

/// `(2.5).real`, `[1].__len__`, where `table` is the one of the value's methods; empty when it has
/// none of that name.
std::optional<nn::Value> plain_attribute(const nn::Value& value, std::string_view table,
                                         std::string_view name);

}  // namespace engine::script
