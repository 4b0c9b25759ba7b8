#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace app::ui {

/// A box in whole pixels, top left origin.
struct PixelBox {
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;

    bool empty() const { return x0 >= x1 || y0 >= y1; }
    std::int64_t area() const {
        return empty() ? 0 : std::int64_t{x1 - x0} * std::int64_t{y1 - y0};
    }
    PixelBox united(const PixelBox& other) const;
    PixelBox cut(const PixelBox& other) const;
};

/// Says which parts of the screen differ from the frame before: the old and new places of every
/// draw list that changed. At most three boxes: their union would often be the whole window.
class DirtyBoxes {
public:
    /// `texture_revision(id)` rises when the content of that texture changes.
    std::vector<PixelBox> update(const ImDrawData& data,
                                 const std::function<std::uint64_t(ImTextureID)>& texture_revision);
    /// The next update gives the whole screen.
    void forget() { lists_.clear(); }

private:
    struct List {
        std::string owner;
        std::uint64_t hash = 0;
        PixelBox box;
    };
    std::vector<List> lists_;
    ImVec2 size_{0, 0};
};

}  // namespace app::ui
