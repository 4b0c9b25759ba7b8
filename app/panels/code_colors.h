#pragma once

#include "app/ui/theme.h"
#include "engine/session/view.h"

namespace app::panels {

/// Of a stretch of code, wherever code is shown.
ui::Color code_color(engine::session::CodeKind kind);

}  // namespace app::panels
