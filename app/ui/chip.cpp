#include "app/ui/chip.h"

#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/tooltip.h"

#include <imgui_internal.h>

#include <cmath>

namespace app::ui {

namespace {

constexpr float kHeight = 20.0f;
constexpr float kSign = 9.0f;

/// Reserves a chip of `width` in the flow, its words on the baseline of texts beside it.
bool reserve(float width, ImRect& box) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const float height = px(kHeight);
    const float text_top = std::round((height - font(Face::Text)->FontSize) * 0.5f);
    const float lift = std::max(window->DC.CurrLineTextBaseOffset - text_top, 0.0f);
    const ImVec2 at{window->DC.CursorPos.x, window->DC.CursorPos.y + lift};
    box = {at, {at.x + width, at.y + height}};
    ImGui::ItemSize({width, height}, text_top);
    return ImGui::ItemAdd(box, 0);
}

void draw_pill(ImDrawList* list, const ImRect& box, Color fill, Color outline) {
    const float rounding = box.GetHeight() * 0.5f;
    list->AddRectFilled(box.Min, box.Max, fill, rounding);
    draw_outline(list, box.Min, box.Max, outline, rounding);
}

std::string_view mode_words(bool training, std::string_view words) {
    if (!words.empty()) return words;
    return training ? "train" : "eval";
}

}  // namespace

float mode_chip_width(bool training, std::string_view words) {
    return text_size(Face::SmallStrong, mode_words(training, words)).x + px(20 + kSign + 4);
}

void mode_chip(bool training, std::string_view words) {
    ImRect box;
    if (!reserve(mode_chip_width(training, words), box)) return;
    const ModeColors& mode = theme().mode(training);
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_pill(list, box, mode.tint, mode.outline);
    const float middle = box.GetCenter().y;
    draw_mode_sign(list, {box.Min.x + px(10 + kSign * 0.5f), middle}, px(kSign), training,
                   mode.text);
    draw_text(list, Face::SmallStrong,
              {box.Min.x + px(10 + kSign + 4), middle - font(Face::SmallStrong)->FontSize * 0.5f},
              mode.text, mode_words(training, words));
}

void chip(std::string_view words, std::string_view tooltip_words) {
    ImRect box;
    if (!reserve(text_size(Face::Small, words).x + px(20), box)) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_pill(list, box, theme().ground, theme().line);
    draw_text_centered(list, Face::Small, box.GetCenter(), theme().ink2, words);
    tooltip(tooltip_words);
}

void chip(std::string_view words, const ModeColors& colors) {
    ImRect box;
    if (!reserve(text_size(Face::SmallStrong, words).x + px(20), box)) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_pill(list, box, colors.tint, colors.outline);
    draw_text_centered(list, Face::SmallStrong, box.GetCenter(), colors.text, words);
}

}  // namespace app::ui
