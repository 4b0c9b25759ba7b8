#pragma once

#include "app/panels/frame.h"
#include "app/ui/mode_switch.h"

#include <cstdint>
#include <vector>

namespace app::panels {

/// The tree's columns, from left to right.
enum class TreeColumn : std::uint8_t { Module, Mode, RequiresGrad, Params, Buffers, Output };

/// As many as have room in `width` pixels; the first screen and the presenter have two.
std::vector<TreeColumn> tree_columns(const Frame& frame, float width);

ui::SwitchSize tree_switch(const Frame& frame);
/// Pixels; of the first column, which takes what is left, 0.
float tree_column_width(const Frame& frame, TreeColumn column);

/// Tells ImGui's table of them, within BeginTable().
void set_up_tree_columns(const Frame& frame, const std::vector<TreeColumn>& columns);
void draw_tree_column_titles(const Frame& frame, const std::vector<TreeColumn>& columns);

}  // namespace app::panels
