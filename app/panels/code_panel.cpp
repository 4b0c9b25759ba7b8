#include "app/panels/code_colors.h"
#include "app/panels/code_lines.h"
#include "app/panels/fitted_text.h"
#include "app/panels/panels.h"
#include "app/panels/pass_cursor.h"
#include "app/ui/anchors.h"
#include "app/ui/code_editor.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"
#include "engine/session/code_reader.h"

#include <imgui.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app::panels {
namespace {

using engine::session::CodeProblem;
using engine::session::CodeView;

/// The model's file: what runs, what ran and what it did; and an editor for it.
class CodePanel final : public Panel {
public:
    CodePanel()
        : Panel({.id = "code",
                 .title = "Code",
                 .help =
                     "The model's file. The line of the call at which the pass stands is lit, a "
                     "bar marks lines that ran, notes at the right say what the mode did there. "
                     "Edit it and apply: what still fits keeps its values."}) {}

protected:
    std::string title(const Frame& frame) const override {
        return frame.view.code.text ? frame.view.code.text->file : about().title;
    }
    Manner manner() const override { return {.scroll = false, .padding = false}; }

    void draw(Frame& frame) override {
        const CodeView& code = frame.view.code;
        if (!code.text) {
            ImGui::SetCursorPos({ui::px(12), ui::px(8)});
            ui::text_wrapped("No session yet. Once a model is open, its file stands here.",
                             {.color = ui::theme().ink2});
            ui::anchor("empty");
            return;
        }
        learn_what_became_of_it(frame);
        press_home_and_end(frame, frame.window.hovered_part == about().id ||
                                      ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows));
        if (frame.window.edited) {
            draw_editor_header(frame);
            draw_editor(frame);
        } else {
            draw_header(frame);
            lines_.draw(frame);
        }
    }

private:
    // --- Reading

    static std::string place_words(const Frame& frame) {
        const int line = line_of_card(frame.view.pass, current_card(frame));
        if (line == 0) return {};
        return "line " + std::to_string(line) +
               (inside_pass(frame) ? " · runs now" : " · ran last");
    }

    static ui::ButtonOptions edit_button() {
        return {.tooltip =
                    "Change the file and apply it (Ctrl+E; F11 gives it the whole window). "
                    "Nothing is applied until then.",
                .small = true};
    }

    static void draw_header(Frame& frame) {
        const std::string words = place_words(frame);
        const float button = ui::button_width("Edit", edit_button());
        const float text = words.empty() ? 0 : ui::text_size(ui::Face::Text, words).x + ui::px(10);
        const bool room = button + text + ui::px(220) < ImGui::GetWindowWidth();
        ui::begin_panel_header(button + (room ? text : 0));
        if (room && !words.empty()) {
            ui::text(words, {.color = ui::theme().ink2});
            ui::anchor("place", words);
            ui::same_line(10);
        }
        ImGui::SetCursorPosY(ui::px(4));
        if (ui::button("Edit", edit_button())) {
            frame.window.edited = frame.view.code.text->source;
            frame.window.focus_editor = true;
        }
        ui::anchor("edit");
        ui::end_panel_header();
    }

    // --- Writing

    static bool changed(const Frame& frame) {
        return frame.window.edited != frame.view.code.text->source;
    }

    ui::ButtonOptions apply_button(const Frame& frame) const {
        return {.key = "Ctrl+Enter",
                .tooltip =
                    "Makes the model from this text. Parameters and buffers whose names and "
                    "shapes still fit keep their values; Undo brings the old file back.",
                .enabled = changed(frame) && !frame.view.busy,
                .small = true};
    }

    static ui::ButtonOptions leave_button() {
        return {.key = "Esc",
                .tooltip = "Back to reading. Asks before it throws edits away.",
                .small = true};
    }

    void draw_editor_header(Frame& frame) {
        const float apply = ui::button_width("Apply", apply_button(frame));
        const float leave = ui::button_width("Leave", leave_button());
        ui::begin_panel_header(apply + ui::px(8) + leave);
        ImGui::SetCursorPosY(ui::px(4));
        if (ui::button("Apply", apply_button(frame))) this->apply(frame);
        ui::anchor("apply");
        ui::same_line(8);
        if (ui::button("Leave", leave_button())) frame.window.leave_editor = true;
        ui::anchor("leave");
        ui::end_panel_header();
    }

    void draw_editor(Frame& frame) {
        std::string& text = *frame.window.edited;
        const CodeProblem* problem = problem_of(frame);
        const float below = problem ? problem_height(*problem) : 0;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const float pad = ui::px(4);
        const bool focus = std::exchange(frame.window.focus_editor, false);
        const bool marked = problem && problem->line > 0 && still_there(frame, problem->line);
        ImGui::SetCursorScreenPos({at.x + pad, at.y + pad});
        editor_.draw(
            "###text", text,
            {.size = {room.x - 2 * pad, room.y - 2 * pad - below},
             .marked = marked ? problem->line : 0,
             .begin = marked ? problem->column : 0,
             .end = marked ? problem->end_column : 0,
             .focus = focus,
             .show_marked = std::exchange(show_problem_, false),
             .pieces = [this](const std::string& now, int line) { return pieces_of(now, line); }});
        ui::anchor("text", text);
        if (problem) draw_problem(*problem, {at.x + pad, at.y + room.y - below}, room.x - 2 * pad);
        press_editor_keys(frame);
    }

    /// The text that is being typed in the colours that it has when it is read.
    std::vector<ui::CodePiece> pieces_of(const std::string& text, int line) {
        if (!typed_ || typed_->source != text) typed_ = engine::session::read_code("", text);
        std::vector<ui::CodePiece> pieces;
        if (static_cast<std::size_t>(line) >= typed_->lines.size()) return pieces;
        for (const auto& one : typed_->lines[static_cast<std::size_t>(line)].stretches) {
            pieces.push_back({one.begin, one.end, code_color(one.kind)});
        }
        return pieces;
    }

    void press_editor_keys(Frame& frame) {
        if (!ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows)) return;
        const auto pressed = [](ImGuiKey key) {
            return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), false);
        };
        if (editor_.active() && pressed(ImGuiKey_Escape)) frame.window.leave_editor = true;
        const bool enter = pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeyPadEnter);
        if (enter && ImGui::GetIO().KeyCtrl) apply(frame);
    }

    void apply(Frame& frame) {
        frame.window.focus_editor = true;  // Ctrl+Enter has left the field
        if (!changed(frame) || frame.view.busy) return;
        refused_.reset();
        applied_ = *frame.window.edited;
        frame.submit(engine::session::Edit{*applied_});
    }

    /// An applied text is the session's file now, or was refused.
    void learn_what_became_of_it(Frame& frame) {
        const CodeView& code = frame.view.code;
        if (!applied_) return;
        if (code.text->source == *applied_) {
            if (frame.window.edited == applied_) frame.window.edited.reset();
            applied_.reset();
        } else if (code.refused && code.refused->source == *applied_) {
            refused_ = std::exchange(applied_, {});
            show_problem_ = frame.window.focus_editor = true;
        }
    }

    /// Why the text that was applied last was refused; it stays to be read while it is mended.
    const CodeProblem* problem_of(const Frame& frame) const {
        const auto& refused = frame.view.code.refused;
        return refused && refused_ == refused->source ? &refused->problem : nullptr;
    }

    /// The line was not touched since it was refused.
    static bool still_there(const Frame& frame, int line) {
        return line_of(*frame.window.edited, line) ==
               line_of(frame.view.code.refused->source, line);
    }

    static std::string_view line_of(std::string_view text, int line) {
        for (; line > 1 && !text.empty(); --line) {
            text.remove_prefix(std::min(text.size(), std::min(text.find('\n'), text.size()) + 1));
        }
        return text.substr(0, text.find('\n'));
    }

    static std::string words_of(const CodeProblem& problem) {
        return problem.line > 0 ? "Line " + std::to_string(problem.line) + ": " + problem.words
                                : problem.words;
    }

    static float problem_height(const CodeProblem& problem) {
        const float width = ImGui::GetContentRegionAvail().x - ui::px(8 + 16);
        return wrapped_height(ui::Face::Mono, words_of(problem), width) + ui::px(12);
    }

    static void draw_problem(const CodeProblem& problem, ImVec2 min, float width) {
        const ui::Theme& theme = ui::theme();
        ImDrawList* list = ImGui::GetWindowDrawList();
        const ImVec2 max{min.x + width, min.y + problem_height(problem) - ui::px(4)};
        list->AddRectFilled(min, max, theme.error.tint, theme.radius());
        ui::draw_outline(list, min, max, theme.error.outline, theme.radius());
        draw_wrapped(list, ui::Face::Mono, {min.x + ui::px(8), min.y + ui::px(4)}, theme.error.text,
                     words_of(problem), width - ui::px(16));
        ui::anchor_box("refused", min, max, words_of(problem));
    }

    CodeLines lines_;
    ui::CodeEditor editor_;
    std::optional<std::string> applied_;  // waits for a view that says what became of it
    std::optional<std::string> refused_;  // the last that was
    bool show_problem_ = false;
    engine::session::CodeTextPtr typed_;  // read for its colours
};

}  // namespace

PanelPtr make_code_panel() {
    return std::make_unique<CodePanel>();
}

}  // namespace app::panels
