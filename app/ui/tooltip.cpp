#include "app/ui/tooltip.h"

#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/text.h"

#include <imgui_internal.h>

#include <algorithm>

namespace app::ui {

namespace {

constexpr double kRestSeconds = 0.4;
constexpr float kWidth = 360.0f;

}  // namespace

bool tooltip_due() {
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return false;
    const ImGuiLastItemData& item = ImGui::GetCurrentContext()->LastItemData;
    // A text has no id: its place stands in for one.
    const ImGuiID id = item.ID != 0 ? item.ID : ImHashData(&item.Rect, sizeof item.Rect);
    const double rested = current().rested_on(id);
    if (rested >= kRestSeconds) return true;
    current().wake_after(kRestSeconds - rested);
    return false;
}

void tooltip(std::string_view words) {
    if (words.empty() || !tooltip_due()) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(10), px(8)});
    ImGui::BeginTooltip();
    const float width = std::min(px(kWidth), text_size(Face::Text, words).x + px(4));
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
    rich_text(words);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

}  // namespace app::ui
