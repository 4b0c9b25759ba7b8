#include "app/ui/draw.h"

#include "app/ui/context.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

float line_width(float width) {
    return width > 0.0f ? width : theme().hairline();
}

}  // namespace

ImVec2 text_size(Face face, std::string_view text) {
    const ImFont* f = font(face);
    const ImVec2 size =
        f->CalcTextSizeA(f->FontSize, FLT_MAX, 0.0f, text.data(), text.data() + text.size());
    return {std::ceil(size.x), size.y};
}

void draw_text(ImDrawList* list, Face face, ImVec2 at, Color color, std::string_view text,
               Align align) {
    const ImVec2 size = text_size(face, text);
    if (align == Align::Center) at.x -= size.x * 0.5f;
    if (align == Align::Right) at.x -= size.x;
    at = {std::round(at.x), std::round(at.y)};
    const ImFont* f = font(face);
    list->AddText(f, f->FontSize, at, color, text.data(), text.data() + text.size());
    note_text(text, at, {at.x + size.x, at.y + size.y});
}

void draw_text_centered(ImDrawList* list, Face face, ImVec2 center, Color color,
                        std::string_view text) {
    draw_text(list, face, {center.x, center.y - font(face)->FontSize * 0.5f}, color, text,
              Align::Center);
}

void draw_mode_sign(ImDrawList* list, ImVec2 center, float size, bool training, Color color,
                    bool filled) {
    const float half = size * 0.5f;
    if (training) {
        const ImVec2 top{center.x, center.y - half};
        const ImVec2 left{center.x - half * 1.1f, center.y + half * 0.9f};
        const ImVec2 right{center.x + half * 1.1f, center.y + half * 0.9f};
        filled ? list->AddTriangleFilled(top, right, left, color)
               : list->AddTriangle(top, right, left, color, theme().hairline());
        return;
    }
    // A square looks larger than a triangle of the same side.
    const float side = std::round(size * 0.85f);
    const ImVec2 min{std::round(center.x - side * 0.5f), std::round(center.y - side * 0.5f)};
    const ImVec2 max{min.x + side, min.y + side};
    filled ? list->AddRectFilled(min, max, color) : draw_outline(list, min, max, color);
}

void draw_diamond(ImDrawList* list, ImVec2 center, float size, Color color) {
    const float half = size * 0.5f;
    list->AddQuadFilled({center.x, center.y - half}, {center.x + half, center.y},
                        {center.x, center.y + half}, {center.x - half, center.y}, color);
}

void draw_cross(ImDrawList* list, ImVec2 center, float size, Color color, float thickness) {
    const float half = size * 0.5f;
    list->AddLine({center.x - half, center.y - half}, {center.x + half, center.y + half}, color,
                  thickness);
    list->AddLine({center.x - half, center.y + half}, {center.x + half, center.y - half}, color,
                  thickness);
}

void draw_hline(ImDrawList* list, float x0, float x1, float y, Color color, float width) {
    const float top = std::floor(y);
    list->AddRectFilled({std::floor(x0), top}, {std::ceil(x1), top + line_width(width)}, color);
}

void draw_vline(ImDrawList* list, float x, float y0, float y1, Color color, float width) {
    const float left = std::floor(x);
    list->AddRectFilled({left, std::floor(y0)}, {left + line_width(width), std::ceil(y1)}, color);
}

void draw_dashed_line(ImDrawList* list, ImVec2 from, ImVec2 to, Color color, float thickness,
                      float dash, float gap) {
    const ImVec2 way{to.x - from.x, to.y - from.y};
    const float length = std::hypot(way.x, way.y);
    if (length <= 0.0f) return;
    for (float at = 0.0f; at < length; at += dash + gap) {
        const float end = std::min(at + dash, length);
        list->AddLine({from.x + way.x * at / length, from.y + way.y * at / length},
                      {from.x + way.x * end / length, from.y + way.y * end / length}, color,
                      thickness);
    }
}

void draw_outline(ImDrawList* list, ImVec2 min, ImVec2 max, Color color, float rounding,
                  float thickness) {
    const float width = line_width(thickness);
    // Half a line inwards: AddRect itself already moves by half a pixel.
    const float in = (width - 1.0f) * 0.5f;
    list->AddRect({min.x + in, min.y + in}, {max.x - in, max.y - in}, color, rounding, 0, width);
}

void draw_hatched(ImDrawList* list, ImVec2 min, ImVec2 max, Color color, float spacing) {
    const float width = max.x - min.x;
    const float height = max.y - min.y;
    if (width <= 0.0f || height <= 0.0f) return;
    list->PushClipRect(min, max, true);
    for (float start = -height; start < width; start += spacing) {
        list->AddLine({min.x + start, max.y}, {min.x + start + height, min.y}, color,
                      theme().hairline());
    }
    list->PopClipRect();
}

ImVec2 keycap_size(std::string_view key) {
    return {std::max(text_size(Face::MonoSmall, key).x + px(8), px(16)), px(16)};
}

void draw_keycap(ImDrawList* list, ImVec2 at, std::string_view key) {
    const ImVec2 size = keycap_size(key);
    at = {std::round(at.x), std::round(at.y)};
    const ImVec2 max{at.x + size.x, at.y + size.y};
    draw_outline(list, at, max, theme().control_line, px(3));
    draw_text_centered(list, Face::MonoSmall, {at.x + size.x * 0.5f, at.y + size.y * 0.5f},
                       theme().ink2, key);
}

void draw_focus_ring(float rounding) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (!ImGui::IsItemFocused() || g.NavDisableHighlight) return;
    const ImRect box = g.LastItemData.Rect;
    const float out = px(2);
    ImDrawList* list = ImGui::GetWindowDrawList();
    // The ring stands outside the item: only the window may cut it.
    const ImRect clip = ImGui::GetCurrentWindowRead()->OuterRectClipped;
    list->PushClipRect(clip.Min, clip.Max, false);
    draw_outline(list, {box.Min.x - out, box.Min.y - out}, {box.Max.x + out, box.Max.y + out},
                 theme().accent, rounding + out, px(2));
    list->PopClipRect();
}

}  // namespace app::ui
