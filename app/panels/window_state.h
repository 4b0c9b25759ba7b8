#pragma once

#include "app/panels/layout.h"
#include "app/panels/opening_state.h"
#include "app/ui/theme.h"
#include "engine/session/command.h"

#include <cstdint>
#include <optional>
#include <string>

namespace app::panels {

/// What a click that is only hovered would write: shown before it happens.
struct Bracket {
    int first = 0;  ///< index into SessionView::modules
    int end = 0;    ///< one past the last row
    bool training = true;
    std::string line;  ///< "model.backbone.block2.eval()"

    int count() const { return end - first; }
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
    double steps_per_second = 20;  ///< 0: unlimited

    // For now.
    bool presenter = false;
    bool help_open = false;
    std::string full_screen;  ///< id of the part that fills the window
    std::string hovered_part;
    std::string narrow_tab = "tree";
    std::string lower_tab = "curves";
    std::string presented = "dropout_lens";
    std::optional<Bracket> bracket;  ///< set by the tree, drawn by whoever shows modules
    std::string dismissed_error;
    /// A change asked for while the session stands in the past: waits for an answer.
    std::optional<engine::session::Command> asked_in_the_past;
    OpeningState opening;
    bool focus_console = false;
    bool focus_filter = false;
};

}  // namespace app::panels
