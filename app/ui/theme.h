#pragma once

#include "app/gfx/palette.h"

#include <imgui.h>

#include <cstdint>
#include <string_view>

namespace app::ui {

/// A colour in both of ImGui's forms.
struct Color {
    ImU32 u32 = 0;

    constexpr Color() = default;
    /// 0xRRGGBB, opaque.
    constexpr explicit Color(std::uint32_t rgb)
        : u32(IM_COL32((rgb >> 16) & 255u, (rgb >> 8) & 255u, rgb & 255u, 255u)) {}

    constexpr operator ImU32() const { return u32; }  // NOLINT: meant for ImDrawList
    ImVec4 vec4() const { return ImGui::ColorConvertU32ToFloat4(u32); }
    gfx::Rgb rgb() const;
    Color with_alpha(float alpha) const;
    /// The colour `part` (0..1) of the way from `from` to `to`.
    static Color between(Color from, Color to, float part);
};

/// WCAG 2 contrast of two opaque colours: 1 (same) to 21 (black on white).
double contrast(Color a, Color b);

enum class ThemeId : std::uint8_t { Light, Dark };
std::string_view name_of(ThemeId id);  ///< "light", "dark"

/// How one of the two modes looks; always drawn with its sign (▲ or ■) or word.
struct ModeColors {
    Color text;
    Color tint;     ///< ground of a chip or a filled switch segment
    Color outline;  ///< hairline, curve
};

/// Colours by meaning and sizes in pixels at the current scale. Grid of 4, radius 6, hairline 1.
struct Theme {
    ThemeId id = ThemeId::Light;
    float scale = 1.0f;

    Color ground;  ///< behind the panels, and of code and result blocks
    Color panel;
    Color line;  ///< hairlines
    Color ink;   ///< text, validation curve
    Color ink2;  ///< secondary text
    Color ink3;  ///< faint text
    ModeColors train;
    ModeColors eval;
    ModeColors error;     ///< banner of an exception
    Color glow;           ///< decoration of a value that changed just now
    Color selection;      ///< selected row
    Color hover;          ///< hovered row or button
    Color accent;         ///< focus ring, cursor
    Color control;        ///< face of a button
    Color control_line;   ///< outline of a button
    Color bar;            ///< neutral bar or mark, 3:1 on panel and ground
    Color zero_cell;      ///< a value that is 0
    Color code_keyword;   ///< `def`, `return`; far from the colours of the modes
    Color code_string;    ///< and numbers
    gfx::Palette values;  ///< colour maps of heat maps

    const ModeColors& mode(bool training) const { return training ? train : eval; }

    /// `unscaled` pixels at the current scale, rounded to whole ones.
    float px(float unscaled) const;
    float radius() const { return px(6); }
    float hairline() const { return scale < 1.75f ? 1.0f : px(1); }
    float control_height() const { return px(26); }
    float row_height() const { return px(28); }
    ImVec2 switch_size() const { return {px(104), px(22)}; }
};

/// The tokens at `scale` 1.0 to 3.0.
Theme make_theme(ThemeId id, float scale);

/// Sets ImGui's style from scratch (never accumulates).
void apply(const Theme& theme, ImGuiStyle& style);

}  // namespace app::ui
