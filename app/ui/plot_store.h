#pragma once

namespace app::ui {

/// What plots remember from frame to frame, by id.
struct PlotStore {};

}  // namespace app::ui
