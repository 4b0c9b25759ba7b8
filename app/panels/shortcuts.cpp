#include "app/panels/shortcuts.h"

#include "app/panels/file_menu.h"
#include "app/panels/keys.h"
#include "app/panels/pass_cursor.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace app::panels {
namespace {

using namespace engine::session;

void set_selected(Frame& frame, bool training, bool alone) {
    const ModuleView* module = frame.selected();
    if (module == nullptr) return;
    frame.submit(alone ? set_flag(module->path, training) : set_mode(module->path, training));
}

void play_or_pause(Frame& frame) {
    if (!frame.view.loaded) return;
    if (frame.view.playing) {
        frame.requests.pause();
    } else {
        frame.requests.play();
    }
}

void step(Frame& frame) {
    if (frame.view.loaded) frame.requests.submit(Advance{1});
}

void back(Frame& frame) {
    if (frame.view.loaded && frame.view.step > 0) frame.requests.submit(Seek{frame.view.step - 1});
}

void undo(Frame& frame) {
    if (frame.view.can_undo) frame.requests.submit(Undo{});
}

void redo(Frame& frame) {
    if (frame.view.can_redo) frame.requests.submit(Redo{});
}

void run_for_real(Frame& frame) {
    if (frame.view.loaded) frame.submit(Commit{});
}

void scale_by(Frame& frame, float change) {
    frame.window.scale = std::clamp(std::round((frame.window.scale + change) * 4) / 4, 1.0f, 3.0f);
}

/// The part under the mouse, or back to all of them.
void full_screen(Frame& frame) {
    WindowState& window = frame.window;
    const bool leave = !window.full_screen.empty();
    window.full_screen = leave ? std::string() : window.hovered_part;
    if (window.full_screen == "top_bar") window.full_screen.clear();
}

void escape(Frame& frame) {
    if (frame.view.busy) {
        frame.requests.pause();
    } else if (frame.window.help_open) {
        frame.window.help_open = false;
    } else if (frame.window.edited) {
        frame.window.leave_editor = true;
    } else if (!frame.window.full_screen.empty()) {
        frame.window.full_screen.clear();
    } else {
        frame.window.presenter = false;
    }
}

void to_console(Frame& frame) {
    frame.window.workbench = true;
    frame.window.narrow_tab = "console";
    frame.window.strip_tab = "console";
    frame.window.focus_console = true;
}

void to_editor(Frame& frame) {
    WindowState& window = frame.window;
    if (!frame.view.code.text) return;
    window.workbench = true;
    window.narrow_tab = window.strip_tab = "code";
    if (!window.edited) window.edited = frame.view.code.text->source;
    window.focus_editor = true;
}

void to_filter(Frame& frame) {
    frame.window.workbench = true;
    frame.window.narrow_tab = "tree";
    frame.window.focus_filter = true;
}

constexpr Shortcut kShortcuts[] = {
    {"P", "Play, or pause", 'P', false, false, play_or_pause},
    {".", "One step", key::kPeriod, false, false, step},
    {",", "Back one step", ',', false, false, back},
    {"R", "Preview again: nothing is written", 'R', false, false,
     [](Frame& frame) { frame.requests.preview(); }},
    {"Shift+R", "Run it for real: y = model(x)", 'R', false, true, run_for_real},
    {"T", "train() on the selected module and everything in it", 'T', false, false,
     [](Frame& frame) { set_selected(frame, true, false); }},
    {"E", "eval() on the selected module and everything in it", 'E', false, false,
     [](Frame& frame) { set_selected(frame, false, false); }},
    {"Shift+T", "training = True, this flag only", 'T', false, true,
     [](Frame& frame) { set_selected(frame, true, true); }},
    {"Shift+E", "training = False, this flag only", 'E', false, true,
     [](Frame& frame) { set_selected(frame, false, true); }},
    {"Ctrl+O", "Open a model's .py file or a saved session; dropping it here does the same", 'O',
     true, false, ask_for_model_file},
    {"Ctrl+S", "Save the session", 'S', true, false, ask_where_to_save},
    {"Ctrl+V", "Paste a model: a class, nn.Sequential(...), or what print(model) shows", 'V', true,
     false, paste_model},
    {"Ctrl+B", "Built-in models", 'B', true, false,
     [](Frame& frame) { frame.window.opening.built_in_list = true; }},
    {"Ctrl+D", "Other data or another loss for this model", 'D', true, false, ask_for_data},
    {"[ ]", "Back and forth through the calls of the pass", '[', false, false,
     [](Frame& frame) { move_cursor(frame, -1); }},
    {"", "", ']', false, false, [](Frame& frame) { move_cursor(frame, 1); }},
    {"Home End", "To the first call and to the output, in the pass and the code"},
    {"Ctrl+E", "Edit the model's file; Ctrl+Enter applies", 'E', true, false, to_editor},
    {"Ctrl+Z", "Undo the last command", 'Z', true, false, undo},
    {"Ctrl+Y", "Redo", 'Y', true, false, redo},
    {"↑ ↓", "Walk through the modules"},
    {"← →", "Close and open a module"},
    {"Space", "Press what has the focus ring"},
    {"Tab", "To the next control; Ctrl+Tab to the next part"},
    {"Ctrl+F", "Filter the modules", 'F', true, false, to_filter},
    {"/", "Type a line of PyTorch", key::kSlash, false, false, to_console},
    {"F1 or ?", "This help", key::kF1, false, false,
     [](Frame& frame) { frame.window.help_open = !frame.window.help_open; }},
    {"", "", key::kSlash, false, true, [](Frame& frame) { frame.window.help_open = true; }},
    {"F2", "More: the workbench, and back", key::kF2, false, false,
     [](Frame& frame) { frame.window.workbench = !frame.window.workbench; }},
    {"F5", "For the back row: tree, one lens, result line", key::kF5, false, false,
     [](Frame& frame) { frame.window.presenter = !frame.window.presenter; }},
    {"F11", "The part under the mouse fills the window", key::kF11, false, false, full_screen},
    {"Esc", "Back to the whole window; stops what takes long", key::kEscape, false, false, escape},
    {"Ctrl +", "Larger text", '=', true, false, [](Frame& frame) { scale_by(frame, 0.25f); }},
    {"Ctrl -", "Smaller text", '-', true, false, [](Frame& frame) { scale_by(frame, -0.25f); }},
};

}  // namespace

std::span<const Shortcut> shortcuts() {
    return kShortcuts;
}

void press_shortcuts(Frame& frame) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool dialog =
        ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    if (dialog && !frame.window.help_open) return;
    for (const Shortcut& each : kShortcuts) {
        if (each.act == nullptr || each.control != io.KeyCtrl || each.shift != io.KeyShift)
            continue;
        // Where somebody types, the function keys alone are no text.
        if (io.WantTextInput && each.code < key::kF1) continue;
        if (io.KeyAlt || io.KeySuper || !ImGui::IsKeyPressed(each.code, false)) continue;
        each.act(frame);
    }
}

}  // namespace app::panels
