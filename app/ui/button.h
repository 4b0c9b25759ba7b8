#pragma once

#include "app/ui/fonts.h"

#include <string_view>

namespace app::ui {

struct ButtonOptions {
    std::string_view key{};      ///< shortcut shown as a key cap: "P"
    std::string_view tooltip{};  ///< shown after a moment's hover
    bool enabled = true;
    bool active = false;  ///< drawn as pressed in (a toggle that is on)
    bool small = false;   ///< 22 px high, for panel headers
    bool flat = false;    ///< no outline until hovered (icons in headers)
    float width = 0.0f;   ///< pixels; 0: as wide as its content
    Face face = Face::Text;
};

/// A button of the house; `label` may end in "##id" as in ImGui. True when pressed by mouse or
/// keyboard. It is the last item afterwards: name it with ui::anchor.
bool button(std::string_view label, const ButtonOptions& options = {});

/// Width that button() will take, pixels.
float button_width(std::string_view label, const ButtonOptions& options = {});

/// Words that press like a link, underlined when hovered.
bool link(std::string_view label, std::string_view tooltip = {});

}  // namespace app::ui
