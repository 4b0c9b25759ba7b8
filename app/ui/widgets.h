// The small widgets, all in one include; each lives in its own file.
#pragma once

#include "app/ui/banner.h"       // IWYU pragma: export
#include "app/ui/button.h"       // IWYU pragma: export
#include "app/ui/chip.h"         // IWYU pragma: export
#include "app/ui/choice.h"       // IWYU pragma: export
#include "app/ui/dialog.h"       // IWYU pragma: export
#include "app/ui/draw.h"         // IWYU pragma: export
#include "app/ui/menu.h"         // IWYU pragma: export
#include "app/ui/mode_switch.h"  // IWYU pragma: export
#include "app/ui/panel.h"        // IWYU pragma: export
#include "app/ui/splitter.h"     // IWYU pragma: export
#include "app/ui/text.h"         // IWYU pragma: export
#include "app/ui/tooltip.h"      // IWYU pragma: export
