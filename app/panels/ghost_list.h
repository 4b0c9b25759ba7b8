#pragma once

#include "app/panels/frame.h"

#include <optional>
#include <string>

namespace app::panels {

/// "Not in the tree", under the modules: what the last pass ran and no flag reaches. A click goes
/// to the call's card.
class GhostList {
public:
    /// Pixels that the list takes at `width`; 0 when nothing escapes the tree.
    static float height(const Frame& frame, float width);
    /// Draws it where the cursor is, `height` high: where it wants more, it scrolls.
    void draw(const Frame& frame, float height);

private:
    void draw_row(const Frame& frame, const engine::session::GhostView& ghost, int index);
    void go_to_wanted(const Frame& frame);

    /// Clicked while no cards were on screen: its title, until they are.
    std::optional<std::string> wanted_;
};

}  // namespace app::panels
