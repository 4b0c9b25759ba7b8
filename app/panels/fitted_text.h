#pragma once

#include "app/ui/draw.h"

#include <string>
#include <string_view>

// Text in a box of known width, for what is drawn by hand.

namespace app::panels {

/// Pixels that `text` takes when broken at `width`.
float wrapped_height(ui::Face face, std::string_view text, float width);

/// Draws it broken at `width`; returns its height.
float draw_wrapped(ImDrawList* list, ui::Face face, ImVec2 at, ui::Color color,
                   std::string_view text, float width);

/// `text`, or as much of it as fits into `width` with "…" behind.
std::string shortened(ui::Face face, std::string_view text, float width);

/// An outline of dashes: what would be, or what has no module.
void draw_dashed_box(ImDrawList* list, ImVec2 min, ImVec2 max, ui::Color color);

}  // namespace app::panels
