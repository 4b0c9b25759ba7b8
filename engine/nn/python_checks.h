#pragma once

#include "engine/nn/value.h"

#include <string>
#include <string_view>

/// What Python code does with an argument that is not what it expects.
namespace engine::nn {

/// The tensor whose attribute is read: AttributeError "'NoneType' object has no attribute 'dim'"
/// of anything else.
const Tensor& tensor_with(const Value& value, std::string_view attribute);

/// `value[i]` as a tensor, of a tuple or list, or of a tensor's first dimension.
/// throws  IndexError "tuple index out of range", TypeError "'int' object is not subscriptable"
Tensor item_of(const Value& value, int64_t i);

/// "(4, 3)", "(4,)"
std::string python_tuple(const Shape& sizes);

}  // namespace engine::nn
