#pragma once

#include "app/ui/plot.h"
#include "app/ui/plot_axis.h"

#include <imgui.h>

#include <vector>

namespace app::ui {

/// A curve between two gaps, in pixels.
using Stroke = std::vector<ImVec2>;

/// The parts of a curve that lie in the x range, gaps at NaN and infinities. With more than two
/// points a pixel column, each column keeps its first, lowest, highest and last point: exact at
/// this width.
std::vector<Stroke> make_strokes(Values xs, Values ys, const AxisMap& x, const AxisMap& y);

/// Draws the line of `style` (thickness in pixels). Dense solid lines become one rectangle a
/// column.
void draw_strokes(ImDrawList* list, const std::vector<Stroke>& strokes, Line line, float thickness,
                  Color color);

/// A marker every `spacing` pixels along x.
void draw_markers_along(ImDrawList* list, const std::vector<Stroke>& strokes, Marker marker,
                        float size, float spacing, Color color);

void draw_marker(ImDrawList* list, ImVec2 center, Marker marker, float size, Color color);

}  // namespace app::ui
