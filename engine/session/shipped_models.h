#pragma once

#include <span>
#include <string_view>

namespace engine::session {

/// A model that comes with the program: a PyTorch file of assets/models, as it is.
struct ShippedModel {
    std::string_view name;  ///< "nested_mlp"
    std::string_view file;  ///< "nested_mlp.py"
    std::string_view source;
};

/// In the order in which a person may want to meet them.
std::span<const ShippedModel> shipped_models();
/// throws  ValueError "unknown model 'x': expected one of nested_mlp, ..."
const ShippedModel& shipped_model(std::string_view name);

}  // namespace engine::session
