#pragma once

#include "app/panels/frame.h"

namespace app::panels {

/// The models that ship as a list to scan: title, sentence, input; Enter or a click opens one. A
/// dialog while OpeningState::built_in_list. Anchors "built_in/<name>", "built_in/close".
void draw_built_in_list(Frame& frame);

}  // namespace app::panels
