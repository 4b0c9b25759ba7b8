#pragma once

#include "engine/script/object.h"

#include <optional>
#include <string_view>

// Attributes of what is neither a script's object nor a module.
namespace engine::script {

std::optional<nn::Value> tensor_attribute(Machine& machine, const nn::Value& tensor,
                                          std::string_view name);
/// Whether there is such an attribute to write.
bool set_tensor_attribute(const Tensor& tensor, std::string_view name, const nn::Value& to);

/// Of tuples with named places, dtypes, devices, slices, ranges, and objects of the engine.
std::optional<nn::Value> other_attribute(Machine& machine, const nn::Value& value,
                                         std::string_view name);
bool set_other_attribute(Machine& machine, const nn::Value& value, std::string_view name,
                         const nn::Value& to);

}  // namespace engine::script
