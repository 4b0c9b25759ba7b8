#pragma once

#include "engine/nn/value.h"

#include <string>
#include <string_view>

namespace engine::nn {

/// How a line of a printed ParameterList or ParameterDict calls an entry's type: the list says
/// "torch.float32", the dict "torch.FloatTensor".
enum class ParameterTypeName { DType, Legacy };

/// "  (0): Parameter containing: [torch.float32 of size 2x3]", "  (2): Object of type: str"
std::string parameter_line(std::string_view name, const Value& value, ParameterTypeName type);

/// What such a container keeps of a value: a plain tensor becomes a Parameter.
Value parameter_or_value(const Value& value);

}  // namespace engine::nn
