#pragma once

#include "app/panels/frame.h"

namespace app::panels {

/// The inspector's open tensor: its picture, the colour bar, the value under the mouse. Draws
/// nothing when none is open. Anchors "map", "close_map".
void draw_open_tensor(Frame& frame);

}  // namespace app::panels
