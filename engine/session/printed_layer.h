#pragma once

#include "engine/session/printed_tree.h"

#include <optional>
#include <string>
#include <vector>

namespace engine::session {

/// The call that makes a layer of torch.nn.
struct LayerExpression {
    std::string text;                ///< "nn.Conv2d(3, 8, kernel_size=(3, 3), padding='same')"
    std::vector<std::string> notes;  ///< what its print does not say
};

/// From what stands in its brackets, and from its children where it has those of torch's own
/// (attention, Transformer layers). Nothing for a class that torch.nn, as far as we have it, lacks,
/// and where the words are not those of that class.
std::optional<LayerExpression> layer_expression(const PrintedModule& module);

}  // namespace engine::session
