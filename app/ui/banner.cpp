#include "app/ui/banner.h"

#include "app/ui/anchors.h"
#include "app/ui/button.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/text.h"

#include <imgui_internal.h>

#include <string>

namespace app::ui {

BannerAction error_banner(std::string_view id, std::string_view words,
                          std::string_view explanation) {
    const Theme& t = theme();
    BannerAction action = BannerAction::None;
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return action;
    ImGui::PushID(id.data(), id.data() + id.size());
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 at = window->DC.CursorPos;
    const float width = ImGui::GetContentRegionAvail().x;
    const float pad = px(10);
    const ButtonOptions copy{.tooltip = "Copy the message", .flat = true};
    const ButtonOptions dismiss{.tooltip = "Dismiss", .flat = true, .width = px(26)};
    const float buttons = button_width("Copy", copy) + px(4) + px(26);
    // The height is known only after the words: the ground goes to a channel underneath.
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    ImGui::SetCursorScreenPos({at.x + pad, at.y + pad});
    ImGui::BeginGroup();
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - 2 * pad - buttons - px(8));
    text_wrapped(words, {.face = Face::Mono, .color = t.error.text});
    if (!explanation.empty()) text_wrapped(explanation);
    ImGui::PopTextWrapPos();
    ImGui::EndGroup();
    const float bottom = std::max(ImGui::GetItemRectMax().y + pad, at.y + px(26) + 2 * px(6));
    ImGui::SetCursorScreenPos({at.x + width - pad - buttons, at.y + px(6)});
    if (button("Copy", copy)) {
        ImGui::SetClipboardText(std::string(words).c_str());
        action = BannerAction::Copied;
    }
    anchor(std::string(id) + "/copy");
    same_line(4);
    if (button("✕", dismiss)) action = BannerAction::Dismissed;
    anchor(std::string(id) + "/dismiss");
    list->ChannelsSetCurrent(0);
    list->AddRectFilled(at, {at.x + width, bottom}, t.error.tint, t.radius());
    draw_outline(list, at, {at.x + width, bottom}, t.error.outline, t.radius());
    list->ChannelsMerge();
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, bottom - at.y});
    anchor(id, words);
    ImGui::PopID();
    return action;
}

}  // namespace app::ui
