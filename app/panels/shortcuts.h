#pragma once

#include "app/panels/frame.h"

#include <span>
#include <string_view>

namespace app::panels {

/// One key for one thing. The help window lists them as they stand here.
struct Shortcut {
    std::string_view keys;  ///< as written: "Shift+T"
    std::string_view does;
    int code = 0;  ///< see key:: ; letters are their capitals
    bool control = false;
    bool shift = false;
    void (*act)(Frame& frame) = nullptr;  ///< null: ImGui itself or a panel does it
};

std::span<const Shortcut> shortcuts();

/// Acts on the keys pressed in this frame: on function keys only while somebody types, on none
/// while a dialog is open.
void press_shortcuts(Frame& frame);

}  // namespace app::panels
