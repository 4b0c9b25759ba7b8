#pragma once

#include <imgui.h>

#include <cstdint>
#include <string_view>

namespace app::ui {

enum class SplitAxis : std::uint8_t { X, Y };  ///< X: a vertical bar that moves left and right

/// A gap that can be dragged, at a fixed place in the current window. `position` is moved within
/// lowest..highest (pixels) and snaps back to `preferred` on a double click; arrow keys move it
/// by 8. True while it changes. Anchor "<id>".
bool splitter(std::string_view id, SplitAxis axis, ImVec2 min, ImVec2 max, float& position,
              float lowest, float highest, float preferred);

}  // namespace app::ui
