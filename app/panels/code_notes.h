#pragma once

#include "engine/session/view.h"

#include <imgui.h>

#include <vector>

namespace app::panels {

/// What the mode did on a line, from the right end of min..max to the left, as many as fit: in the
/// margin on a ground of their own, never to be taken for comments of the file.
void draw_code_notes(const std::vector<engine::session::CodeNote>& notes, ImVec2 min, ImVec2 max);

}  // namespace app::panels
