#pragma once

#include "app/panels/layout.h"

#include <span>
#include <vector>

// Cards in nested frames, in rows that break at the panel's width. Plain arithmetic, so that it is
// tested without ImGui.

namespace app::panels {

/// A card, or a frame about the deeper items that follow it.
struct FlowItem {
    int depth = 0;
    bool is_frame = false;
    float width = 0;        ///< a card's; at least so much for a frame
    float height = 0;       ///< a card's; of a frame's head
    bool flexible = false;  ///< a card that may be higher: see flexible_height()
    bool stretch = false;   ///< takes what is left of its row; a row of its own under `width`
};

struct FlowSizes {
    float gap = 8;      ///< between neighbours
    float padding = 8;  ///< between a frame and what is in it
};

struct FlowPlaces {
    std::vector<Box> boxes;  ///< one per item; frames first, cards inside them
    float height = 0;
};

/// Fills rows of at most `width`. Neighbours in a row get one height. A card wider than its frame
/// leaves room for is narrowed.
FlowPlaces flow(std::span<const FlowItem> items, float width, const FlowSizes& sizes);

/// How much may be added to the height of every flexible card, from `least` to `most`, so that the
/// lower edge of a view of `height` cuts no card and no head of a frame: as much as lets the most
/// of them stand in it. When nothing helps, `most`.
float flexible_height(std::span<const FlowItem> items, float width, const FlowSizes& sizes,
                      float height, float least, float most);

}  // namespace app::panels
