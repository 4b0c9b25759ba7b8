#pragma once

#include "app/panels/frame.h"
#include "app/ui/fonts.h"

#include <span>
#include <string_view>

namespace app::panels {

/// Lines for the whole model behind one button.
struct Preset {
    const char* id;
    const char* label;
    const char* key;  ///< "" without a shortcut
    const char* tooltip;
    ui::Face face;
};

/// model.train(), model.eval(), only Dropout trains.
std::span<const Preset> presets();

/// Submits its lines, one after the other.
void run(const Preset& preset, const Frame& frame);

}  // namespace app::panels
