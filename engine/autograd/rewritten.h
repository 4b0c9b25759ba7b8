#pragma once

#include <string_view>

#include "engine/tensor/tensor.h"

namespace engine {

/// The step that a view whose base was written over is said to come from.
inline constexpr std::string_view kNameOfStaleViews = "AsStridedBackward0";

/// To be called when a write in place has given x another history. A step below that had saved x,
/// or a view of it, would hold itself by that history and never go; its backward can only refuse
/// now, which it still does in the same words. Looks at the nearest steps alone, so that a write
/// costs the same in a long graph.
void part_from_saved(const Tensor& x);

}  // namespace engine
