#pragma once

#include "app/ui/fonts.h"
#include "app/ui/theme.h"

#include <imgui.h>

#include <string_view>

namespace app::ui {

/// Where a text stands relative to the point it is given.
enum class Align : std::uint8_t { Left, Center, Right };

/// Size of one line or several, pixels.
ImVec2 text_size(Face face, std::string_view text);

/// Draws at a point instead of in ImGui's flow: `at` is the top of the line, left, centre or right
/// by `align`. Remembered for layout tests like ui::text.
void draw_text(ImDrawList* list, Face face, ImVec2 at, Color color, std::string_view text,
               Align align = Align::Left);

/// The same, centred on `center` both ways.
void draw_text_centered(ImDrawList* list, Face face, ImVec2 center, Color color,
                        std::string_view text);

/// ▲ or ■ about `center`; `size` is the side of the square, hollow when the loop wrote the flag.
void draw_mode_sign(ImDrawList* list, ImVec2 center, float size, bool training, Color color,
                    bool filled = true);

/// ◆ about `center`.
void draw_diamond(ImDrawList* list, ImVec2 center, float size, Color color);

/// ✕ about `center`, `size` across, lines `thickness` wide.
void draw_cross(ImDrawList* list, ImVec2 center, float size, Color color, float thickness = 1.0f);

/// Crisp lines: whole pixels, one hairline wide (or `width`).
void draw_hline(ImDrawList* list, float x0, float x1, float y, Color color, float width = 0.0f);
void draw_vline(ImDrawList* list, float x, float y0, float y1, Color color, float width = 0.0f);
void draw_dashed_line(ImDrawList* list, ImVec2 from, ImVec2 to, Color color, float thickness,
                      float dash, float gap);

/// An outline of one hairline inside the box min..max (whole pixels).
void draw_outline(ImDrawList* list, ImVec2 min, ImVec2 max, Color color, float rounding = 0.0f,
                  float thickness = 0.0f);

/// A box filled with slanted lines (the upper half of a doubled bar).
void draw_hatched(ImDrawList* list, ImVec2 min, ImVec2 max, Color color, float spacing);

/// A small box with a key's name at `at` (top left); returns its size.
ImVec2 keycap_size(std::string_view key);
void draw_keycap(ImDrawList* list, ImVec2 at, std::string_view key);

/// The 2 px ring about the last item when the keyboard is on it.
void draw_focus_ring(float rounding);

}  // namespace app::ui
