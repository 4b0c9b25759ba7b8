#pragma once

#include "app/panels/frame.h"

namespace app::panels {

/// Learning rate, optimizer, batch size, seed, loop: dropdowns one after the other on the line,
/// those that do not fit in a popup behind "Settings". Anchors "learning_rate", "optimizer",
/// "batch_size", "seed", "loop", "settings".
void draw_run_settings(const Frame& frame, float width);

/// "Loop: keeps your flags ▾"; anchor "loop".
void draw_loop_choice(const Frame& frame);
float loop_choice_width(const Frame& frame);

}  // namespace app::panels
