#pragma once

#include "app/panels/layout.h"
#include "app/panels/opening_state.h"
#include "app/ui/theme.h"
#include "engine/session/command.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app::panels {

/// What a click that is only hovered would write: shown before it happens.
struct Bracket {
    int first = 0;  ///< index into SessionView::modules
    int end = 0;    ///< one past the last row
    bool training = true;
    std::string line;  ///< "model.backbone.block2.eval()"

    int count() const { return end - first; }
};

/// What the mouse is on, so that other parts light what belongs to it.
struct Pointed {
    int line = 0;                     ///< of the model's file; 0: none
    int card = -1;                    ///< index into PassView::cards
    std::optional<std::string> path;  ///< of a module, in the tree

    friend bool operator==(const Pointed&, const Pointed&) = default;
};

/// The window's own state: what is open, selected and how it looks. None of it is the session's.
struct WindowState {
    engine::session::Watch
        watch;  ///< newest asked; the view's may lag. `watch.selected` is the selection

    // Saved between runs.
    ui::ThemeId theme = ui::ThemeId::Light;
    float scale = 1;
    bool reduced_motion = false;
    bool workbench = false;  ///< More (F2)
    Splits splits;
    double steps_per_second = 20;              ///< 0: unlimited
    std::vector<std::string> console_history;  ///< lines that were typed, oldest first

    // For now.
    bool presenter = false;
    bool help_open = false;
    std::string full_screen;  ///< id of the part that fills the window
    std::string hovered_part;
    std::string narrow_tab = "tree";
    std::string lower_tab = "curves";
    std::string strip_tab = "console";
    std::string presented = "dropout_lens";
    std::optional<Bracket> bracket;  ///< set by the tree, drawn by whoever shows modules
    Pointed pointed;                 ///< written while a frame is drawn...
    Pointed lit;                     ///< ...and what all parts draw by in the next one
    /// Where the person stands in the pass: index into PassView::cards. Empty: at its end.
    std::optional<int> cursor;
    std::optional<std::string> edited;  ///< the model's file as somebody edits it
    bool focus_editor = false;
    bool leave_editor = false;  ///< asked; with edits in it that asks back
    std::string dismissed_error;
    /// A change asked for while the session stands in the past: waits for an answer.
    std::optional<engine::session::Command> asked_in_the_past;
    OpeningState opening;
    bool focus_console = false;
    bool focus_filter = false;
};

}  // namespace app::panels
