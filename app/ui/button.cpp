#include "app/ui/button.h"

#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/tooltip.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

std::string_view visible_part(std::string_view label) {
    return label.substr(0, label.find("##"));
}

}  // namespace

float button_width(std::string_view label, const ButtonOptions& options) {
    if (options.width > 0.0f) return options.width;
    const std::string_view words = visible_part(label);
    float width = words.empty() ? 0.0f : text_size(options.face, words).x;
    if (!options.key.empty()) width += keycap_size(options.key).x + (words.empty() ? 0 : px(8));
    return std::max(width + px(20), px(24));
}

bool button(std::string_view label, const ButtonOptions& options) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const Theme& t = theme();
    const std::string_view words = visible_part(label);
    const ImVec2 size{button_width(label, options), options.small ? px(22) : t.control_height()};
    const float text_top = std::round((size.y - font(Face::Text)->FontSize) * 0.5f);
    // Words stand on the baseline of texts beside the button.
    const float lift = std::max(window->DC.CurrLineTextBaseOffset - text_top, 0.0f);
    const ImVec2 at{window->DC.CursorPos.x, window->DC.CursorPos.y + lift};
    const ImRect box{at, {at.x + size.x, at.y + size.y}};
    ImGui::BeginDisabled(!options.enabled);
    const ImGuiID id = window->GetID(label.data(), label.data() + label.size());
    ImGui::ItemSize(size, text_top);
    if (!ImGui::ItemAdd(box, id)) {
        ImGui::EndDisabled();
        return false;
    }
    bool hovered = false;
    bool held = false;
    const bool pressed = ImGui::ButtonBehavior(box, id, &hovered, &held);

    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool framed = !options.flat || hovered || options.active;
    if (held || options.active || hovered) {
        list->AddRectFilled(box.Min, box.Max, held || options.active ? t.selection : t.hover,
                            t.radius());
    }
    if (framed) draw_outline(list, box.Min, box.Max, t.control_line, t.radius());
    const float key_width = options.key.empty() ? 0.0f : keycap_size(options.key).x;
    const float word_width = words.empty() ? 0.0f : text_size(options.face, words).x;
    const float gap = key_width > 0.0f && word_width > 0.0f ? px(8) : 0.0f;
    float x = box.Min.x + (size.x - word_width - gap - key_width) * 0.5f;
    const float middle = box.Min.y + size.y * 0.5f;
    if (!words.empty()) {
        draw_text(list, options.face, {x, middle - font(options.face)->FontSize * 0.5f},
                  options.enabled ? t.ink : t.ink3, words);
        x += word_width + gap;
    }
    if (key_width > 0.0f) draw_keycap(list, {x, middle - px(8)}, options.key);
    draw_focus_ring(t.radius());
    ImGui::EndDisabled();
    tooltip(options.tooltip);
    return pressed;
}

bool link(std::string_view label, std::string_view tooltip_words) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const Theme& t = theme();
    const std::string_view words = visible_part(label);
    const ImVec2 size = text_size(Face::Text, words);
    const ImVec2 at{window->DC.CursorPos.x,
                    window->DC.CursorPos.y + window->DC.CurrLineTextBaseOffset};
    const ImRect box{at, {at.x + size.x, at.y + size.y}};
    const ImGuiID id = window->GetID(label.data(), label.data() + label.size());
    ImGui::ItemSize(size, 0.0f);
    if (!ImGui::ItemAdd(box, id)) return false;
    bool hovered = false;
    bool held = false;
    // A line of text is 16 px high: 4 px above and below belong to the target.
    const ImRect target{{box.Min.x - px(4), box.Min.y - px(4)},
                        {box.Max.x + px(4), box.Max.y + px(4)}};
    const bool pressed = ImGui::ButtonBehavior(target, id, &hovered, &held);
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_text(list, Face::Text, at, hovered ? t.ink : t.ink2, words);
    if (hovered) {
        draw_hline(list, box.Min.x, box.Max.x, box.Max.y - px(1), t.ink);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    draw_focus_ring(px(2));
    tooltip(tooltip_words);
    return pressed;
}

}  // namespace app::ui
