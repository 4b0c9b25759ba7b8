#pragma once

#include "engine/session/view.h"

#include <imgui.h>

namespace app::panels {

/// A BatchNorm's channels side by side: a bar is the running mean ± sd, a mark the batch's. What
/// was used for the output has its mode's colour, the other is grey.
void draw_batch_norm_marks(ImDrawList* list, ImVec2 min, ImVec2 max,
                           const engine::session::CardView& card);

}  // namespace app::panels
