#pragma once

#include "app/panels/frame.h"

namespace app::panels {

/// "Not in the tree", under the modules: what the last pass ran and no flag reaches. A click opens
/// the workbench, where its card is.
class GhostList {
public:
    /// Pixels that the list takes at `width`; 0 when nothing escapes the tree.
    static float height(const Frame& frame, float width);
    /// Draws it where the cursor is, `height` high: where it wants more, it scrolls.
    static void draw(const Frame& frame, float height);

private:
    static void draw_row(const Frame& frame, const engine::session::GhostView& ghost, int index);
};

}  // namespace app::panels
