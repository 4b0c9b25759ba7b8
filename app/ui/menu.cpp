#include "app/ui/menu.h"

#include "app/ui/context.h"
#include "app/ui/draw.h"

#include <imgui_internal.h>

#include <cmath>

namespace app::ui {

bool menu_item(std::string_view words, std::string_view key, float width) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const Theme& t = theme();
    const ImVec2 at = window->DC.CursorPos;
    const ImVec2 size{width, t.row_height()};
    const ImRect box{at, {at.x + size.x, at.y + size.y}};
    const ImGuiID id = window->GetID(words.data(), words.data() + words.size());
    ImGui::ItemSize(size, 0.0f);
    if (!ImGui::ItemAdd(box, id)) return false;
    bool hovered = false;
    bool held = false;
    const bool pressed = ImGui::ButtonBehavior(box, id, &hovered, &held);
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (hovered || held) {
        list->AddRectFilled(box.Min, box.Max, held ? t.selection : t.hover, t.radius());
    }
    const float middle = std::floor((box.Min.y + box.Max.y) / 2);
    draw_text(list, Face::Text, {box.Min.x + px(10), middle - font(Face::Text)->FontSize * 0.5f},
              t.ink, words);
    if (!key.empty()) {
        draw_keycap(list, {box.Max.x - px(10) - keycap_size(key).x, middle - px(8)}, key);
    }
    draw_focus_ring(t.radius());
    return pressed;
}

void menu_line(float width) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const ImVec2 at = window->DC.CursorPos;
    draw_hline(ImGui::GetWindowDrawList(), at.x, at.x + width, at.y + px(2), theme().line);
    ImGui::ItemSize({width, px(5)}, 0.0f);
}

}  // namespace app::ui
