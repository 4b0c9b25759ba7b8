#pragma once

#include "app/panels/panel.h"

#include <span>
#include <string>

namespace app::panels {

// What stands over the whole window. To be drawn last in a frame: ImGui 1.86 aborts when a window
// begins for the first time after a modal.

/// What a part of the window is for.
struct HelpEntry {
    std::string title, help;
};

/// Shortcuts and what the parts are for, while WindowState::help_open. Anchor "help/close".
void draw_help(Frame& frame, std::span<const HelpEntry> parts);

/// "You are at step 120 of 218. Go on from here and keep the old run as a branch?" Anchors
/// "past/go_on", "past/back".
void draw_asked_in_the_past(Frame& frame);

/// WindowState::leave_editor with edits in it: throw them away, or go on?
void draw_asked_to_leave_editor(Frame& frame);

}  // namespace app::panels
