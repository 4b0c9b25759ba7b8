#pragma once

#include "app/ui/fonts.h"
#include "app/ui/theme.h"

#include <optional>
#include <string_view>

namespace app::ui {

struct TextStyle {
    Face face = Face::Text;
    std::optional<Color> color{};  ///< empty: ink
};

/// One line in ImGui's flow, exactly as given (no printf, no "##"). An item: ui::anchor can name
/// it.
void text(std::string_view text, TextStyle style = {});

/// Broken at the window's (or column's) right edge.
void text_wrapped(std::string_view text, TextStyle style = {});

/// At most `width` pixels wide (0: what is left of the line): cut with "…", whole in a tooltip.
void text_ellipsis(std::string_view text, float width = 0.0f, TextStyle style = {});

/// Right-aligned in `width` pixels (0: what is left of the line), in the mono face unless given.
void number(std::string_view digits, float width = 0.0f, TextStyle style = {.face = Face::Mono});

/// Words with **bold** parts, wrapped: "**1 BatchNorm** now uses running statistics."
void rich_text(std::string_view marked, Face plain = Face::Text, Face strong = Face::Strong,
               std::optional<Color> color = {});

/// Right of the previous item, `gap` px (unscaled) away, text baselines aligned.
void same_line(float gap = 8.0f);

}  // namespace app::ui
