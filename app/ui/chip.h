#pragma once

#include "app/ui/theme.h"

#include <string_view>

namespace app::ui {

/// ▲ train or ■ eval in its colours; `words` replaces the mode's name ("all eval", "T").
void mode_chip(bool training, std::string_view words = {});
float mode_chip_width(bool training, std::string_view words = {});

/// Neutral grey: previews, counts, notes. It is no mode.
void chip(std::string_view words, std::string_view tooltip = {});

/// ModeColors of any meaning (error, ...), no sign.
void chip(std::string_view words, const ModeColors& colors);

}  // namespace app::ui
