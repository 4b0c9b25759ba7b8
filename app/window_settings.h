#pragma once

#include "app/options.h"
#include "app/panels/window_state.h"
#include "app/ui/settings.h"

namespace app {

/// The window's state at start: what was kept from the last time, and over it what the command line
/// says.
panels::WindowState window_state(const ui::Settings& kept, const Options& options);

/// What is to be kept of `state` for the next time; everything else stays as in `settings`.
void keep(const panels::WindowState& state, ui::Settings& settings);

}  // namespace app
