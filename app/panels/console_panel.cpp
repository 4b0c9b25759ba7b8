#include "app/panels/fitted_text.h"
#include "app/panels/panels.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace app::panels {
namespace {

using engine::session::ConsoleLine;

constexpr const char* kWarningSign = "\xEF\x81\xB1";  // U+F071

/// Every command as the line of PyTorch that it is, and a line to type one.
class ConsolePanel final : public Panel {
public:
    ConsolePanel()
        : Panel({.id = "console",
                 .title = "Console",
                 .help = "Every click is a line of PyTorch; here they are, with the step at which "
                         "each ran. Typing one does the same."}) {}

protected:
    std::string right(const Frame&) const override { return "Enter runs, ↑ ↓ earlier lines"; }
    Manner manner() const override { return {.scroll = false, .padding = true}; }

    void draw(Frame& frame) override {
        const float input = ui::theme().control_height() + ui::px(6);
        draw_lines(frame, ImGui::GetContentRegionAvail().y - input);
        draw_input(frame);
    }

private:
    void draw_lines(Frame& frame, float height) {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        ImGui::BeginChild("lines", {0, height}, false, ImGuiWindowFlags_NoBackground);
        const auto& lines = frame.view.console;
        ImGuiListClipper clipper;
        clipper.Begin(static_cast<int>(lines.size()), ui::px(18));
        while (clipper.Step()) {
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
                draw_line(frame, lines[static_cast<std::size_t>(i)], i);
            }
        }
        if (seen_ != lines.size()) {  // new lines come into sight
            seen_ = lines.size();
            ImGui::SetScrollHereY(1.0f);
        }
        ImGui::EndChild();
        ImGui::PopStyleVar();
    }

    void draw_line(Frame& frame, const ConsoleLine& line, int index) {
        const ui::Theme& theme = ui::theme();
        ImGui::PushID(index);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        // A line goes back into the prompt; what is no line of PyTorch is copied.
        if (ImGui::Selectable("###line", false, 0, {0, ui::px(18)})) {
            if (line.kind == ConsoleLine::Kind::Input) {
                take(frame, line.text);
            } else {
                ImGui::SetClipboardText(line.text.c_str());
            }
        }
        ui::anchor("line/" + std::to_string(index), line.text);
        draw_menu(frame, line);
        ImDrawList* list = ImGui::GetWindowDrawList();
        const std::string step = "[" + std::to_string(line.step) + "]";
        const float y = at.y + ui::px(2);
        ui::draw_text(list, ui::Face::Mono, {at.x, y}, theme.ink3, step);
        float x = at.x + std::max(ui::text_size(ui::Face::Mono, step).x, ui::px(36)) + ui::px(8);
        const auto& [color, sign] = look(line);
        if (!sign.empty()) {
            ui::draw_text(list, ui::Face::Strong, {x, y}, color, sign);
            x += ui::text_size(ui::Face::Strong, sign).x + ui::px(6);
        }
        const std::string words = line.text.substr(0, line.text.find('\n'));
        const float room = at.x + ImGui::GetContentRegionAvail().x - x;
        const std::string fitting = shortened(ui::Face::Mono, words, room);
        ui::draw_text(list, ui::Face::Mono, {x, y}, color, fitting);
        if (fitting.size() < line.text.size()) ui::tooltip(line.text);
        ImGui::PopID();
    }

    static std::pair<ui::Color, std::string> look(const ConsoleLine& line) {
        const ui::Theme& theme = ui::theme();
        switch (line.kind) {
            case ConsoleLine::Kind::Error:
                return {theme.ink, std::string(kWarningSign) + " Error"};
            case ConsoleLine::Kind::Comment:
                return {theme.ink3, ""};
            case ConsoleLine::Kind::Output:
                return {theme.ink2, ""};
            case ConsoleLine::Kind::Input:
                break;
        }
        return {line.by_person ? theme.ink : theme.ink2, ""};
    }

    void draw_menu(Frame& frame, const ConsoleLine& line) {
        if (!ImGui::BeginPopupContextItem("menu")) return;
        const ui::AnchorScope scope("menu");
        if (ImGui::MenuItem("Copy line")) ImGui::SetClipboardText(line.text.c_str());
        ui::anchor("copy");
        if (ImGui::MenuItem("Copy all")) {
            std::string all;
            for (const ConsoleLine& each : frame.view.console) all += each.text + "\n";
            ImGui::SetClipboardText(all.c_str());
        }
        ui::anchor("copy_all");
        if (line.kind == ConsoleLine::Kind::Input) {
            if (ImGui::MenuItem("Edit")) take(frame, line.text);
            ui::anchor("edit");
        }
        ImGui::EndPopup();
    }

    void take(Frame& frame, const std::string& line) {
        typed_ = line;
        frame.window.focus_console = true;
    }

    void draw_input(Frame& frame) {
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui::px(6));
        ImGui::AlignTextToFramePadding();
        ui::text(">>>", {.face = ui::Face::Mono, .color = ui::theme().ink2});
        ui::same_line(6);
        const ui::FontScope mono(ui::Face::Mono);
        ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
        if (std::exchange(frame.window.focus_console, false)) ImGui::SetKeyboardFocusHere();
        const bool entered = ImGui::InputTextWithHint(
            "###input", "model.eval()", &typed_,
            ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory, &recall,
            this);
        ui::anchor("input", typed_);
        if (!entered) return;
        if (!typed_.empty()) {
            frame.submit(engine::session::Run{typed_});
            history_.push_back(std::exchange(typed_, {}));
        }
        at_ = history_.size();
        ImGui::SetKeyboardFocusHere(-1);
    }

    static int recall(ImGuiInputTextCallbackData* data) {
        auto& self = *static_cast<ConsolePanel*>(data->UserData);
        if (data->EventKey == ImGuiKey_UpArrow && self.at_ > 0) {
            --self.at_;
        } else if (data->EventKey == ImGuiKey_DownArrow && self.at_ < self.history_.size()) {
            ++self.at_;
        } else {
            return 0;
        }
        data->DeleteChars(0, data->BufTextLen);
        if (self.at_ < self.history_.size()) data->InsertChars(0, self.history_[self.at_].c_str());
        return 0;
    }

    std::string typed_;
    std::vector<std::string> history_;
    std::size_t at_ = 0;    // in history_; its size: the new line
    std::size_t seen_ = 0;  // lines that were there in the last frame
};

}  // namespace

PanelPtr make_console_panel() {
    return std::make_unique<ConsolePanel>();
}

}  // namespace app::panels
