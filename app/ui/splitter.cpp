#include "app/ui/splitter.h"

#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"

#include <imgui_internal.h>

#include <algorithm>

namespace app::ui {

bool splitter(std::string_view id, SplitAxis axis, ImVec2 min, ImVec2 max, float& position,
              float lowest, float highest, float preferred) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const bool sideways = axis == SplitAxis::X;
    const ImRect box{min, max};
    const ImGuiID item = window->GetID(id.data(), id.data() + id.size());
    if (!ImGui::ItemAdd(box, item)) return false;
    ImRect target = box;
    // A gap of 6 px is easy to see and hard to hit: 2 px on both sides belong to it.
    sideways ? target.Expand({px(2), 0}) : target.Expand({0, px(2)});
    bool hovered = false;
    bool held = false;
    ImGui::ButtonBehavior(
        target, item, &hovered, &held,
        ImGuiButtonFlags_PressedOnClickRelease | ImGuiButtonFlags_AllowItemOverlap);
    const float before = position;
    const ImGuiIO& io = ImGui::GetIO();
    if (held && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        position = preferred;
    } else if (held) {
        position += sideways ? io.MouseDelta.x : io.MouseDelta.y;
    } else if (ImGui::IsItemFocused()) {
        const int less = ImGui::GetKeyIndex(sideways ? ImGuiKey_LeftArrow : ImGuiKey_UpArrow);
        const int more = ImGui::GetKeyIndex(sideways ? ImGuiKey_RightArrow : ImGuiKey_DownArrow);
        if (io.KeyShift && ImGui::IsKeyPressed(less)) position -= px(8);
        if (io.KeyShift && ImGui::IsKeyPressed(more)) position += px(8);
    }
    position = std::clamp(position, lowest, std::max(lowest, highest));
    if (hovered || held) {
        ImGui::SetMouseCursor(sideways ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
        ImDrawList* list = ImGui::GetWindowDrawList();
        const ImVec2 middle = box.GetCenter();
        sideways ? draw_vline(list, middle.x, min.y, max.y, theme().ink3, px(2))
                 : draw_hline(list, min.x, max.x, middle.y, theme().ink3, px(2));
    }
    draw_focus_ring(0.0f);
    anchor(id);
    return position != before;
}

}  // namespace app::ui
