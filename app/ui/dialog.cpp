#include "app/ui/dialog.h"

#include "app/ui/anchors.h"
#include "app/ui/button.h"
#include "app/ui/context.h"
#include "app/ui/text.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

constexpr int kEscape = 256;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoResize;

}  // namespace

bool begin_dialog(const char* id, float width, float height) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const ImVec2 size{std::min(width, screen.x - px(24)),
                      height > 0 ? std::min(height, screen.y - px(24)) : 0};
    ImGui::SetNextWindowSize(size);
    ImGui::SetNextWindowPos({std::floor(screen.x / 2), std::floor(screen.y / 2)}, ImGuiCond_Always,
                            {0.5f, 0.5f});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(20), px(16)));
    const bool open = ImGui::BeginPopupModal(id, nullptr, kFlags);
    ImGui::PopStyleVar();
    return open;
}

bool dialog_title(const char* title, const char* close) {
    const ButtonOptions options{.key = "Esc"};
    ImGui::AlignTextToFramePadding();
    const float room = ImGui::GetContentRegionAvail().x - button_width(close, options) - px(12);
    text_ellipsis(title, room, {.face = Face::Title});
    ImGui::SameLine(ImGui::GetContentRegionMax().x - button_width(close, options));
    const bool pressed = button(close, options);
    anchor("close");
    return pressed || ImGui::IsKeyPressed(kEscape, false);
}

}  // namespace app::ui
