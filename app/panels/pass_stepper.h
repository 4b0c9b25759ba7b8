#pragma once

#include "app/panels/frame.h"

namespace app::panels {

/// Pixels that draw_pass_stepper() takes; the same at every call, so that stepping moves nothing.
float pass_stepper_width(const Frame& frame);

/// The cursor of the pass, ‹ 7 of 12 ›, in ImGui's flow. Anchors "call_before", "call" and
/// "call_after".
void draw_pass_stepper(const Frame& frame);

}  // namespace app::panels
