#pragma once

#include "app/panels/frame.h"

namespace app::panels {

/// Under the tree: what the hovered switch would write, or who wrote the selected module's flag.
void draw_tree_footer(const Frame& frame, float height);
float tree_footer_height();  ///< pixels

}  // namespace app::panels
