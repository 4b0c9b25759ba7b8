#pragma once

#include "app/panels/frame.h"

// Where the person stands among the calls of the pass, and what belongs to a line of the model's
// file. The pass is there as a whole: moving the cursor computes nothing.

namespace app::panels {

/// Index of the card at which the person stands: the cursor's, else the last one; -1: no call.
int current_card(const Frame& frame);
/// The cursor stands before the end of the pass.
bool inside_pass(const Frame& frame);
/// The call comes after the cursor: it has not run yet.
bool has_not_run(const Frame& frame, int card);

/// So many calls on, or back; from the ends no further.
void move_cursor(const Frame& frame, int by);
/// Stands at a call and selects its module. The last one is the end: there is no cursor.
void put_cursor(const Frame& frame, int card);
/// Home and End, for the part that the mouse or the keyboard is in: `here`.
void press_home_and_end(const Frame& frame, bool here);

/// Index of the frame that a card stands in; -1: none.
int frame_of_card(const engine::session::PassView& pass, int card);
/// Line of the model's file on which a call stands: its own, or that of the frame around it. 0:
/// none.
int line_of_card(const engine::session::PassView& pass, int card);
/// The mouse is on its line.
bool is_lit(const Frame& frame, int card);
/// The mouse is on a line that calls the module, or on a card of it.
bool is_lit(const Frame& frame, const engine::session::ModuleView& module);

}  // namespace app::panels
