#include "app/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

constexpr float kChannel = 1.0f / 255.0f;

float channel(ImU32 color, int shift) {
    return static_cast<float>((color >> shift) & 255u) * kChannel;
}

/// Relative luminance after WCAG 2: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
double luminance(Color color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const gfx::Rgb rgb = color.rgb();
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

gfx::Palette::Stops stops(const std::uint32_t (&colors)[9]) {
    gfx::Palette::Stops result{};
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = Color(colors[i]).rgb();
    return result;
}

void set_light(Theme& t) {
    t.ground = Color(0xeef0f3);
    t.panel = Color(0xffffff);
    t.line = Color(0xdfe3e8);
    t.ink = Color(0x1b1f24);
    t.ink2 = Color(0x5b6572);
    t.ink3 = Color(0x626c78);
    t.train = {Color(0xa35100), Color(0xfdeedd), Color(0xb85c00)};
    t.eval = {Color(0x15639f), Color(0xe3effa), Color(0x3f86c0)};
    t.error = {Color(0xa1182b), Color(0xfdecee), Color(0xc9485b)};
    t.glow = Color(0xfff3b0);
    t.selection = Color(0xe8edf3);
    t.hover = Color(0xf3f5f8);
    t.accent = Color(0x3d4a5c);
    t.control = Color(0xffffff);
    t.control_line = Color(0xdfe3e8);
    t.bar = Color(0x7d8996);
    t.zero_cell = Color(0xd9dde2);
    t.code_keyword = Color(0x6b3f86);
    t.code_string = Color(0x2f6b45);
    t.values.diverging = stops(
        {0x6a2c7e, 0x9363a4, 0xbd9dc9, 0xe2d2e6, 0xf6f6f6, 0xd3e9d2, 0x9fd0a1, 0x58a566, 0x1f6e3a});
    t.values.sequential = stops(
        {0xf3f5f7, 0xdfe4e9, 0xc6ced6, 0xabb6c1, 0x8f9cab, 0x738293, 0x58687b, 0x3f4f61, 0x283645});
}

void set_dark(Theme& t) {
    t.ground = Color(0x14171b);
    t.panel = Color(0x1c2026);
    t.line = Color(0x2e343c);
    t.ink = Color(0xe7eaee);
    t.ink2 = Color(0xa2acb8);
    t.ink3 = Color(0x98a3b0);
    t.train = {Color(0xffb366), Color(0x3d2a14), Color(0xb1752f)};
    t.eval = {Color(0x7cc0f5), Color(0x15293b), Color(0x4384b8)};
    t.error = {Color(0xff9aa5), Color(0x40181d), Color(0xc45c69)};
    t.glow = Color(0x453c0f);
    t.selection = Color(0x262c34);
    t.hover = Color(0x232930);
    t.accent = Color(0xc3ccd6);
    t.control = Color(0x1c2026);
    t.control_line = Color(0x39414b);
    t.bar = Color(0x8a95a2);
    t.zero_cell = Color(0x3a424c);
    t.code_keyword = Color(0xcfa8e6);
    t.code_string = Color(0x93cfa2);
    t.values.diverging = stops(
        {0xd79be8, 0xab72bd, 0x7d518c, 0x4f3a5a, 0x2a3037, 0x2e4a38, 0x39714a, 0x54a067, 0x86d795});
    t.values.sequential = stops(
        {0x20252c, 0x2f363f, 0x424b56, 0x57626f, 0x6e7a88, 0x8793a1, 0xa2adb9, 0xc0c9d2, 0xe1e6eb});
}

}  // namespace

gfx::Rgb Color::rgb() const {
    return {channel(u32, IM_COL32_R_SHIFT), channel(u32, IM_COL32_G_SHIFT),
            channel(u32, IM_COL32_B_SHIFT)};
}

Color Color::with_alpha(float alpha) const {
    Color color = *this;
    const auto level = static_cast<ImU32>(std::lround(std::clamp(alpha, 0.0f, 1.0f) * 255.0f));
    color.u32 = (u32 & ~IM_COL32_A_MASK) | (level << IM_COL32_A_SHIFT);
    return color;
}

Color Color::between(Color from, Color to, float part) {
    const ImVec4 a = from.vec4();
    const ImVec4 b = to.vec4();
    const auto at = [part](float x, float y) { return x + (y - x) * part; };
    Color color;
    color.u32 =
        ImGui::ColorConvertFloat4ToU32({at(a.x, b.x), at(a.y, b.y), at(a.z, b.z), at(a.w, b.w)});
    return color;
}

double contrast(Color a, Color b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

std::string_view name_of(ThemeId id) {
    return id == ThemeId::Dark ? "dark" : "light";
}

float Theme::px(float unscaled) const {
    return std::round(unscaled * scale);
}

Theme make_theme(ThemeId id, float scale) {
    Theme theme;
    theme.id = id;
    theme.scale = scale;
    id == ThemeId::Dark ? set_dark(theme) : set_light(theme);
    theme.values.zero = theme.zero_cell.rgb();
    theme.values.hole = theme.panel.rgb();
    theme.values.cross = theme.ink2.rgb();
    theme.values.not_a_number = theme.error.outline.rgb();
    return theme;
}

void apply(const Theme& t, ImGuiStyle& style) {
    style = ImGuiStyle();
    style.WindowPadding = {t.px(12), t.px(12)};
    style.FramePadding = {t.px(10), t.px(5)};
    style.ItemSpacing = {t.px(8), t.px(8)};
    style.ItemInnerSpacing = {t.px(4), t.px(4)};
    style.CellPadding = {t.px(4), t.px(4)};
    style.IndentSpacing = t.px(12);
    style.ScrollbarSize = t.px(12);
    style.GrabMinSize = t.px(24);
    style.WindowRounding = style.ChildRounding = style.PopupRounding = t.radius();
    style.FrameRounding = style.GrabRounding = style.ScrollbarRounding = t.radius();
    style.WindowBorderSize = style.PopupBorderSize = style.FrameBorderSize = t.hairline();
    style.ChildBorderSize = 0.0f;
    style.WindowMinSize = {t.px(16), t.px(16)};
    // Curves are drawn by our own plots; arcs of small radii need this much.
    style.CircleTessellationMaxError = 0.2f;

    const auto set = [&style](ImGuiCol slot, Color color) { style.Colors[slot] = color.vec4(); };
    const Color clear = t.panel.with_alpha(0.0f);
    set(ImGuiCol_Text, t.ink);
    set(ImGuiCol_TextDisabled, t.ink3);
    set(ImGuiCol_WindowBg, t.panel);
    set(ImGuiCol_ChildBg, clear);
    set(ImGuiCol_PopupBg, t.panel);
    set(ImGuiCol_Border, t.control_line);
    set(ImGuiCol_BorderShadow, clear);
    set(ImGuiCol_FrameBg, t.control);
    set(ImGuiCol_FrameBgHovered, t.hover);
    set(ImGuiCol_FrameBgActive, t.selection);
    set(ImGuiCol_TitleBg, t.panel);
    set(ImGuiCol_TitleBgActive, t.panel);
    set(ImGuiCol_TitleBgCollapsed, t.panel);
    set(ImGuiCol_MenuBarBg, t.panel);
    set(ImGuiCol_ScrollbarBg, clear);
    set(ImGuiCol_ScrollbarGrab, Color::between(t.line, t.ink3, 0.3f));
    set(ImGuiCol_ScrollbarGrabHovered, t.ink3);
    set(ImGuiCol_ScrollbarGrabActive, t.ink2);
    set(ImGuiCol_CheckMark, t.accent);
    set(ImGuiCol_SliderGrab, t.bar);
    set(ImGuiCol_SliderGrabActive, t.accent);
    set(ImGuiCol_Button, t.control);
    set(ImGuiCol_ButtonHovered, t.hover);
    set(ImGuiCol_ButtonActive, t.selection);
    set(ImGuiCol_Header, t.selection);
    set(ImGuiCol_HeaderHovered, t.hover);
    set(ImGuiCol_HeaderActive, t.selection);
    set(ImGuiCol_Separator, t.line);
    set(ImGuiCol_SeparatorHovered, t.ink3);
    set(ImGuiCol_SeparatorActive, t.accent);
    set(ImGuiCol_ResizeGrip, clear);
    set(ImGuiCol_ResizeGripHovered, t.line);
    set(ImGuiCol_ResizeGripActive, t.ink3);
    set(ImGuiCol_Tab, t.panel);
    set(ImGuiCol_TabHovered, t.hover);
    set(ImGuiCol_TabActive, t.selection);
    set(ImGuiCol_TableHeaderBg, t.panel);
    set(ImGuiCol_TableBorderStrong, t.line);
    set(ImGuiCol_TableBorderLight, t.line);
    set(ImGuiCol_TableRowBg, clear);
    set(ImGuiCol_TableRowBgAlt, clear);
    set(ImGuiCol_TextSelectedBg, Color::between(t.selection, t.ink3, 0.35f));
    set(ImGuiCol_DragDropTarget, t.accent);
    set(ImGuiCol_NavHighlight, t.accent);
    set(ImGuiCol_ModalWindowDimBg, Color(0x14171b).with_alpha(0.35f));
}

}  // namespace app::ui
