#include "engine/nn/parameter_repr.h"

#include "engine/nn/parameter.h"

#include <fmt/format.h>

namespace engine::nn {

std::string parameter_line(std::string_view name, const Value& value, ParameterTypeName type) {
    if (!value.is_tensor() || !value.tensor().defined()) {
        return fmt::format("  ({}): Object of type: {}", name, value.type_name());
    }
    const Tensor& tensor = value.tensor();
    const std::string_view type_name =
        type == ParameterTypeName::DType ? name_of(tensor.dtype()) : legacy_name(tensor.dtype());
    return fmt::format("  ({}): {} containing: [{} of size {}]", name,
                       tensor.is_parameter() ? "Parameter" : "Tensor", type_name,
                       fmt::join(tensor.sizes(), "x"));
}

Value parameter_or_value(const Value& value) {
    const bool plain =
        value.is_tensor() && value.tensor().defined() && !value.tensor().is_parameter();
    return plain ? Value(as_parameter(value.tensor())) : value;
}

}  // namespace engine::nn
