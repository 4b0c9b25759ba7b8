#include "app/panels/flow.h"

#include <algorithm>
#include <cstddef>

namespace app::panels {
namespace {

struct Size {
    float width = 0, height = 0;
};

class Flow {
public:
    Flow(std::span<const FlowItem> items, const FlowSizes& sizes)
        : items_(items), sizes_(sizes), boxes_(items.size()) {}

    /// Places items first..end, all deeper than their frame, with the corner at 0, 0.
    Size place(std::size_t first, std::size_t end, float width) {
        Size total;
        float x = 0, y = 0, row_height = 0;
        std::vector<std::size_t> row;
        const auto close_row = [&] {
            for (const std::size_t i : row) boxes_[i].height = row_height;
            row.clear();
        };
        for (std::size_t i = first; i < end;) {
            const std::size_t next = end_of(i, end);
            Size size = measure(i, next, width);
            const float left = width - x;
            if (!row.empty() && size.width > left) {
                close_row();
                y += row_height + sizes_.gap;
                x = row_height = 0;
            }
            if (items_[i].stretch) size.width = width - x;
            shift(i, next, x, y);
            boxes_[i].width = size.width;
            boxes_[i].height = size.height;
            row.push_back(i);
            row_height = std::max(row_height, size.height);
            total.width = std::max(total.width, x + size.width);
            total.height = y + row_height;
            x += size.width + sizes_.gap;
            i = next;
        }
        close_row();
        return total;
    }

    std::vector<Box> take() { return std::move(boxes_); }

private:
    /// One past what is inside item i.
    std::size_t end_of(std::size_t i, std::size_t end) const {
        std::size_t next = i + 1;
        if (!items_[i].is_frame) return next;
        while (next < end && items_[next].depth > items_[i].depth) ++next;
        return next;
    }

    /// Size of an item in a row of its own; what is inside it is placed relative to it.
    Size measure(std::size_t i, std::size_t next, float width) {
        boxes_[i] = {};
        const FlowItem& item = items_[i];
        if (!item.is_frame) return {std::min(item.width, width), item.height};
        const float padding = sizes_.padding;
        const Size inside = place(i + 1, next, std::max(width - 2 * padding, 1.0f));
        shift(i + 1, next, padding, item.height);
        return {std::min(std::max(inside.width + 2 * padding, item.width), width),
                item.height + inside.height + (next > i + 1 ? padding : 0)};
    }

    void shift(std::size_t first, std::size_t end, float dx, float dy) {
        for (std::size_t i = first; i < end; ++i) {
            boxes_[i].x += dx;
            boxes_[i].y += dy;
        }
    }

    std::span<const FlowItem> items_;
    FlowSizes sizes_;
    std::vector<Box> boxes_;
};

}  // namespace

FlowPlaces flow(std::span<const FlowItem> items, float width, const FlowSizes& sizes) {
    Flow flow(items, sizes);
    const Size size = flow.place(0, items.size(), width);
    return {flow.take(), size.height};
}

float flexible_height(std::span<const FlowItem> items, float width, const FlowSizes& sizes,
                      float height, float least, float most) {
    constexpr float kStep = 2;
    std::vector<FlowItem> higher(items.begin(), items.end());
    float best = most;
    int best_whole = 0;
    for (float more = most; more >= least; more -= kStep) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i].flexible) higher[i].height = items[i].height + more;
        }
        const FlowPlaces places = flow(higher, width, sizes);
        if (places.height <= height) return more;
        int whole = 0;
        bool cuts = false;
        for (std::size_t i = 0; i < items.size() && !cuts; ++i) {
            const Box& box = places.boxes[i];
            const float bottom = items[i].is_frame ? box.y + items[i].height : box.bottom();
            if (bottom <= height) ++whole;
            cuts = box.y < height && bottom > height;
        }
        if (!cuts && whole > best_whole) {
            best = more;
            best_whole = whole;
        }
    }
    return best;
}

}  // namespace app::panels
