#include "app/panels/dialogs.h"

#include "app/panels/keys.h"
#include "app/panels/shortcuts.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/dialog.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

namespace app::panels {
namespace {

void draw_shortcuts() {
    if (!ImGui::BeginTable("shortcuts", 2, ImGuiTableFlags_NoSavedSettings)) return;
    ImGui::TableSetupColumn("keys", ImGuiTableColumnFlags_WidthFixed, ui::px(84));
    ImGui::TableSetupColumn("does", ImGuiTableColumnFlags_WidthStretch);
    for (const Shortcut& each : shortcuts()) {
        if (each.keys.empty()) continue;
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        ui::text(each.keys, {.face = ui::Face::Mono});
        ImGui::TableNextColumn();
        ui::text_wrapped(each.does);
    }
    ImGui::EndTable();
}

}  // namespace

void draw_help(Frame& frame, std::span<const HelpEntry> parts) {
    constexpr const char* kId = "Help";
    if (frame.window.help_open && !ImGui::IsPopupOpen(kId)) ImGui::OpenPopup(kId);
    if (!ui::begin_dialog(kId, ui::px(620), ui::px(620))) {
        frame.window.help_open = false;
        return;
    }
    const ui::AnchorScope scope("help");
    ui::text("Keys, and what the parts show", {.face = ui::Face::Title});
    ImGui::SameLine(ImGui::GetContentRegionMax().x - ui::button_width("Close", {.key = "Esc"}));
    const bool close = ui::button("Close", {.key = "Esc"});
    ui::anchor("close");
    ImGui::BeginChild("body", {0, 0}, false, ImGuiWindowFlags_NoBackground);
    ui::section_header("Keys");
    draw_shortcuts();
    ui::section_header("Parts");
    for (const HelpEntry& part : parts) {
        ui::text(part.title, {.face = ui::Face::Strong});
        ui::text_wrapped(part.help, {.color = ui::theme().ink2});
        ImGui::Dummy({0, ui::px(4)});
    }
    ImGui::EndChild();
    if (close) frame.window.help_open = false;
    if (!frame.window.help_open) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

void draw_asked_in_the_past(Frame& frame) {
    constexpr const char* kId = "In the past";
    if (!frame.window.asked_in_the_past) return;
    if (!ImGui::IsPopupOpen(kId)) ImGui::OpenPopup(kId);
    if (!ui::begin_dialog(kId, ui::px(460))) return;
    const ui::AnchorScope scope("past");
    const std::string step = grouped(frame.view.step), last = grouped(frame.view.last_step);
    ui::text_wrapped("You are at step " + step + " of " + last +
                     ". Go on from here and keep the old run as a branch?");
    ImGui::Dummy({0, ui::px(8)});
    const bool go_on = ui::button("Go on from " + step, {.face = ui::Face::Strong});
    ui::anchor("go_on");
    ui::same_line(8);
    const bool back = ui::button("Back to " + last);
    ui::anchor("back");
    if (go_on) frame.requests.submit(std::move(*frame.window.asked_in_the_past));
    if (back) frame.requests.submit(engine::session::Seek{frame.view.last_step});
    if (go_on || back || ImGui::IsKeyPressed(key::kEscape, false)) {
        frame.window.asked_in_the_past.reset();
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

void draw_asked_to_leave_editor(Frame& frame) {
    constexpr const char* kId = "Leave the editor";
    WindowState& window = frame.window;
    if (!window.leave_editor) return;
    const auto& text = frame.view.code.text;
    const bool unchanged = !window.edited || (text && text->source == *window.edited);
    if (unchanged) {
        window.edited.reset();
        window.leave_editor = false;
        return;
    }
    if (!ImGui::IsPopupOpen(kId)) ImGui::OpenPopup(kId);
    if (!ui::begin_dialog(kId, ui::px(420))) return;
    const ui::AnchorScope scope("leave_editor");
    ui::text_wrapped("Throw away what you changed in " + (text ? text->file : "the file") + "?");
    ImGui::Dummy({0, ui::px(8)});
    const bool go_on = ui::button("Go on editing", {.key = "Esc", .face = ui::Face::Strong});
    ui::anchor("go_on");
    ui::same_line(8);
    const bool leave = ui::button("Throw it away");
    ui::anchor("leave");
    const bool escaped = !ImGui::IsWindowAppearing() && ImGui::IsKeyPressed(key::kEscape, false);
    if (leave) window.edited.reset();
    if (go_on || escaped) window.focus_editor = true;
    if (leave || go_on || escaped) {
        window.leave_editor = false;
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

}  // namespace app::panels
