#pragma once

#include "app/panels/frame.h"
#include "app/panels/tree_changes.h"

#include <imgui.h>

#include <string>
#include <utility>
#include <vector>

// What stands beside the names and switches of the tree.

namespace app::panels {

/// Rows in sight: index into SessionView::modules, top on the screen.
using RowTops = std::vector<std::pair<int, float>>;

/// "5 of 12 below in eval"
std::string below_words(const engine::session::ModuleView& module);

/// A tick per descendant where all of them have room, else "5 of 12 ■"; returns the width it took.
float draw_below(const engine::session::ModuleView* modules,
                 const engine::session::ModuleView& module, ImVec2 at, float room,
                 float row_height);

/// "▲ → ■": what it was, what it is.
void draw_change(ImDrawList* list, ImVec2 at, float row_height, const FlagChange& change);
/// The outline of what changed just now, with its glow.
void draw_changed_ring(ImVec2 min, ImVec2 max);

/// Frame::window.bracket over every row that a click would write, left of the switches at `x`.
void draw_bracket(const Frame& frame, const RowTops& rows, float x, float row_height);

/// The menu of the row just drawn: each line of PyTorch it could run.
void draw_row_menu(Frame& frame, const engine::session::ModuleView& module);

}  // namespace app::panels
