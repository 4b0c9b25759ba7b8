#pragma once

#include "app/ui/theme.h"

#include <imgui.h>

#include <span>

namespace app::ui {

/// Paints what no panel covers in the ground colour and gives the panels round corners. Panels
/// themselves are not painted: the frame is cleared in their colour, which saves a third of the
/// raster. `panels`: min x, min y, max x, max y in pixels.
void paint_ground(ImDrawList& list, ImVec2 size, std::span<const ImVec4> panels,
                  const Theme& theme);

}  // namespace app::ui
