#pragma once

#include "app/panels/frame.h"

#include <string>

namespace app::panels {

/// What the last command did, in words; `**bold**` marks what matters most.
std::string result_words(const engine::session::SessionView& view);

/// Height of those words, wrapped into a panel `width` pixels wide; pixels.
float result_height(const Frame& frame, float width);

}  // namespace app::panels
