// What ImGui itself was given in the last frame, named by us or not: every item and every text.
// Programs that use it are linked with --wrap (see CMakeLists.txt), so that nothing escapes.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <string>
#include <vector>

namespace app::test {

struct Rect {
    ImVec2 min, max;

    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
    ImVec2 center() const { return {(min.x + max.x) * 0.5f, (min.y + max.y) * 0.5f}; }
    bool empty() const { return width() <= 0 || height() <= 0; }
    Rect cut(const Rect& other) const {
        return {{std::max(min.x, other.min.x), std::max(min.y, other.min.y)},
                {std::min(max.x, other.max.x), std::min(max.y, other.max.y)}};
    }
    bool contains(const Rect& other, float slack = 1) const {
        return other.min.x >= min.x - slack && other.min.y >= min.y - slack &&
               other.max.x <= max.x + slack && other.max.y <= max.y + slack;
    }
};

/// An item that was not clipped away.
struct SeenItem {
    ImGuiID id = 0;  ///< 0: nothing that can be pressed
    Rect box;        ///< as submitted
    Rect target;     ///< where it can be hit
    Rect clip;       ///< the part of its window that shows
    bool enabled = true;
    bool presses = false;  ///< a button of ours (not, say, a field of ImGui's)
    std::string window;
    std::string name;  ///< path of its anchor; empty: none
};

struct SeenText {
    std::string text;
    Rect ink;      ///< around what is really painted
    Rect shown;    ///< the part of `ink` that its clip leaves
    float em = 0;  ///< nominal size of its face in pixels, as tokens speak of it
    std::string window;
};

/// Of the last frame that was drawn, with the names of `anchors`.
std::vector<SeenItem> seen_items();
std::vector<SeenText> seen_texts();

}  // namespace app::test
