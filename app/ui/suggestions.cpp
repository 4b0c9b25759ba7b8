#include "app/ui/suggestions.h"

#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"

#include <imgui_internal.h>

#include <algorithm>

namespace app::ui {

namespace {

// Above every panel, and never the window that has the keyboard.
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_Tooltip | ImGuiWindowFlags_NoTitleBar |
                                    ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                    ImGuiWindowFlags_NoFocusOnAppearing;

}  // namespace

int suggestions(std::string_view id, std::span<const Suggestion> rows,
                const SuggestionsAsked& asked) {
    const float row = px(24), gap = px(16), side = px(8);
    float names = px(80), details = 0;
    for (const Suggestion& each : rows) {
        names = std::max(names, text_size(Face::Mono, each.text).x);
        details = std::max(details, text_size(Face::Mono, each.detail).x);
    }
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const int shown = std::min(static_cast<int>(rows.size()), asked.rows);
    const float bar = rows.size() > static_cast<std::size_t>(shown) ? px(14) : 0.0f;
    const ImVec2 size{std::min(2 * side + names + gap + details + bar, screen.x - px(16)),
                      std::min(row * static_cast<float>(shown) + px(8), asked.above.y - px(8))};
    ImGui::SetNextWindowSize(size);
    ImGui::SetNextWindowPos({std::clamp(asked.above.x - side, px(8), screen.x - size.x - px(8)),
                             asked.above.y - size.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, px(4)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, theme().panel.vec4());
    const std::string name = "suggestions " + std::string(id);
    ImGui::Begin(name.c_str(), nullptr, kFlags);
    int clicked = -1;
    const AnchorScope scope(id);
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        const Suggestion& each = rows[static_cast<std::size_t>(i)];
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImRect box{at, {at.x + ImGui::GetContentRegionAvail().x, at.y + row}};
        ImGui::ItemSize(box.GetSize());
        const ImGuiID item = ImGui::GetCurrentWindow()->GetID(i);
        if (!ImGui::ItemAdd(box, item)) {
            if (asked.show && i == asked.chosen)
                ImGui::ScrollToRect(ImGui::GetCurrentWindow(), box);
            continue;
        }
        const bool hovered = ImGui::IsMouseHoveringRect(box.Min, box.Max);
        if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) clicked = i;
        ImDrawList* list = ImGui::GetWindowDrawList();
        if (i == asked.chosen || hovered) {
            list->AddRectFilled(box.Min, box.Max,
                                i == asked.chosen ? theme().selection : theme().hover);
        }
        const float y = at.y + (row - font(Face::Mono)->FontSize) * 0.5f;
        draw_text(list, Face::Mono, {at.x + side, y}, theme().ink, each.text);
        draw_text(list, Face::Mono, {at.x + side + names + gap, y}, theme().ink2, each.detail);
        anchor(std::to_string(i), each.text);
        if (asked.show && i == asked.chosen) ImGui::ScrollToRect(ImGui::GetCurrentWindow(), box);
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    return clicked;
}

}  // namespace app::ui
