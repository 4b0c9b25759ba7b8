#include "app/panels/fitted_text.h"

#include "app/ui/anchors.h"
#include "app/ui/context.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace app::panels {

float wrapped_height(ui::Face face, std::string_view text, float width) {
    if (text.empty()) return 0;
    const ImFont* font = ui::font(face);
    return font
        ->CalcTextSizeA(font->FontSize, FLT_MAX, std::max(width, 1.0f), text.data(),
                        text.data() + text.size())
        .y;
}

float draw_wrapped(ImDrawList* list, ui::Face face, ImVec2 at, ui::Color color,
                   std::string_view text, float width) {
    if (text.empty()) return 0;
    const ImFont* font = ui::font(face);
    const char* end = text.data() + text.size();
    at = {std::round(at.x), std::round(at.y)};
    width = std::max(width, 1.0f);
    const ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, width, text.data(), end);
    list->AddText(font, font->FontSize, at, color, text.data(), end, width);
    ui::note_text(text, at, {at.x + size.x, at.y + size.y});
    return size.y;
}

std::string shortened(ui::Face face, std::string_view text, float width) {
    if (ui::text_size(face, text).x <= width) return std::string(text);
    const ImFont* font = ui::font(face);
    const float room = std::max(width - ui::text_size(face, "…").x, 0.0f);
    const char* rest = nullptr;
    font->CalcTextSizeA(font->FontSize, room, 0.0f, text.data(), text.data() + text.size(), &rest);
    return std::string(text.data(), rest) + "…";
}

void draw_dashed_box(ImDrawList* list, ImVec2 min, ImVec2 max, ui::Color color) {
    const float line = ui::theme().hairline();
    const float dash = ui::px(4);
    const float gap = ui::px(3);
    max = {max.x - line, max.y - line};
    ui::draw_dashed_line(list, min, {max.x, min.y}, color, line, dash, gap);
    ui::draw_dashed_line(list, {min.x, max.y}, max, color, line, dash, gap);
    ui::draw_dashed_line(list, min, {min.x, max.y}, color, line, dash, gap);
    ui::draw_dashed_line(list, {max.x, min.y}, max, color, line, dash, gap);
}

}  // namespace app::panels
