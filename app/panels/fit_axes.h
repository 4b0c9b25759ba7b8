#pragma once

#include "engine/session/view.h"

#include <imgui.h>

namespace app::panels {

/// Ticks and hairlines of a fitted curve, inside its picture, which takes all the room: x along the
/// lower edge, y along the left one. `at` and `size` are the picture's, in pixels.
void draw_fit_axes(ImDrawList* list, const engine::session::FitView& fit, ImVec2 at, ImVec2 size);

}  // namespace app::panels
