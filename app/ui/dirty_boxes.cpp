#include "app/ui/dirty_boxes.h"

#include "app/ui/mix.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace app::ui {

namespace {

constexpr std::size_t kMostBoxes = 3;

PixelBox whole(ImVec2 size) {
    return {0, 0, static_cast<int>(std::ceil(size.x)), static_cast<int>(std::ceil(size.y))};
}

/// What a draw list can touch: its vertices, each within its command's clip rectangle.
PixelBox box_of(const ImDrawList& list, const PixelBox& screen) {
    PixelBox box;
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.ElemCount == 0) continue;
        constexpr float kFar = std::numeric_limits<float>::max();
        ImVec2 min{kFar, kFar};
        ImVec2 max{-kFar, -kFar};
        for (unsigned i = 0; i < command.ElemCount; ++i) {
            const auto index = static_cast<int>(command.IdxOffset + i);
            const auto vertex = static_cast<int>(list.IdxBuffer[index] + command.VtxOffset);
            const ImVec2 at = list.VtxBuffer[vertex].pos;
            min = {std::min(min.x, at.x), std::min(min.y, at.y)};
            max = {std::max(max.x, at.x), std::max(max.y, at.y)};
        }
        const auto down = [](float a, float b) {
            return static_cast<int>(std::floor(std::clamp(std::max(a, b), -1e6f, 1e6f)));
        };
        const auto up = [](float a, float b) {
            return static_cast<int>(std::ceil(std::clamp(std::min(a, b), -1e6f, 1e6f)));
        };
        const PixelBox touched{down(min.x, command.ClipRect.x), down(min.y, command.ClipRect.y),
                               up(max.x, command.ClipRect.z), up(max.y, command.ClipRect.w)};
        box = box.united(touched.cut(screen));
    }
    return box;
}

/// Unites boxes until there are few and none overlap: the pair that wastes least first.
void merge(std::vector<PixelBox>& boxes) {
    std::erase_if(boxes, [](const PixelBox& box) { return box.empty(); });
    while (boxes.size() > 1) {
        std::size_t best_a = 0;
        std::size_t best_b = 1;
        std::int64_t least = std::numeric_limits<std::int64_t>::max();
        bool overlap = false;
        for (std::size_t a = 0; a < boxes.size(); ++a) {
            for (std::size_t b = a + 1; b < boxes.size(); ++b) {
                const std::int64_t waste =
                    boxes[a].united(boxes[b]).area() - boxes[a].area() - boxes[b].area();
                const bool touch = !boxes[a].cut(boxes[b]).empty();
                if (touch == overlap ? waste < least : touch) {
                    least = waste;
                    best_a = a;
                    best_b = b;
                    overlap = touch;
                }
            }
        }
        if (!overlap && boxes.size() <= kMostBoxes && least > 0) return;
        boxes[best_a] = boxes[best_a].united(boxes[best_b]);
        boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(best_b));
    }
}

}  // namespace

PixelBox PixelBox::united(const PixelBox& other) const {
    if (empty()) return other;
    if (other.empty()) return *this;
    return {std::min(x0, other.x0), std::min(y0, other.y0), std::max(x1, other.x1),
            std::max(y1, other.y1)};
}

PixelBox PixelBox::cut(const PixelBox& other) const {
    return {std::max(x0, other.x0), std::max(y0, other.y0), std::min(x1, other.x1),
            std::min(y1, other.y1)};
}

std::vector<PixelBox> DirtyBoxes::update(
    const ImDrawData& data, const std::function<std::uint64_t(ImTextureID)>& texture_revision) {
    const PixelBox screen = whole(data.DisplaySize);
    std::vector<List> now;
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        List entry;
        entry.owner = list._OwnerName != nullptr ? list._OwnerName : "";
        entry.hash = hash_of(list);
        for (const ImDrawCmd& command : list.CmdBuffer) {
            entry.hash = mix(entry.hash, texture_revision(command.TextureId));
        }
        now.push_back(std::move(entry));
    }
    const bool same_lists = size_.x == data.DisplaySize.x && size_.y == data.DisplaySize.y &&
                            std::ranges::equal(now, lists_, {}, &List::owner, &List::owner);
    std::vector<PixelBox> boxes;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const bool changed = !same_lists || now[i].hash != lists_[i].hash;
        now[i].box = changed ? box_of(*data.CmdLists[static_cast<int>(i)], screen) : lists_[i].box;
        if (changed && same_lists) {
            boxes.push_back(now[i].box);
            boxes.push_back(lists_[i].box);
        }
    }
    // A window came, went or changed its place in the order: everything.
    if (!same_lists) boxes.assign(1, screen);
    lists_ = std::move(now);
    size_ = data.DisplaySize;
    merge(boxes);
    return boxes;
}

}  // namespace app::ui
