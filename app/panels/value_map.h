#pragma once

#include "app/ui/theme.h"
#include "engine/session/view.h"

#include <imgui.h>

#include <string_view>

// A tensor as colours: purple below 0, white at 0, green above, on a scale symmetric about 0.

namespace app::panels {

/// How a map is put into its room.
struct MapFit {
    int rows = 0;     ///< shown, from the first
    int columns = 0;  ///< all
    int cell = 1;     ///< pixels of the texture along a cell's side
    float width = 0;  ///< pixels on the screen
    float height = 0;

    bool empty() const { return rows == 0 || columns == 0; }
};

/// Cells of whole pixels and at most `largest_cell` (unscaled). `whole`: all rows, in smaller cells
/// if need be (a picture); else as many rows as fit (samples of a batch).
MapFit fit_map(const engine::session::HeatMap& map, ImVec2 room, float largest_cell, bool whole);

/// Draws it at `at`; `id` is its place on the screen.
void draw_map(ImDrawList* list, std::string_view id, const engine::session::HeatMap& map,
              const MapFit& fit, ImVec2 at);

/// Value of the last colour; the first is its negative.
float color_limit(const engine::session::HeatMap& map);

/// The map's colours from min to max, left to right.
void draw_color_bar(ImDrawList* list, ImVec2 min, ImVec2 max);

}  // namespace app::panels
