#include "app/ui/ground.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace app::ui {

namespace {

/// The part of the corner's square that lies outside the rounded corner.
void paint_notch(ImDrawList& list, ImVec2 corner, ImVec2 inward, float radius, Color ground) {
    const ImVec2 center{corner.x + inward.x * radius, corner.y + inward.y * radius};
    list.PathLineTo(corner);
    constexpr int kSteps = 6;
    for (int i = 0; i <= kSteps; ++i) {
        const float angle = std::numbers::pi_v<float> * 0.5f * static_cast<float>(i) / kSteps;
        list.PathLineTo({center.x - inward.x * radius * std::cos(angle),
                         center.y - inward.y * radius * std::sin(angle)});
    }
    // Concave, so as a fan of triangles from the corner.
    const ImVector<ImVec2> path = list._Path;
    list.PathClear();
    for (int i = 1; i + 1 < path.Size; ++i) {
        list.AddTriangleFilled(path[0], path[i], path[i + 1], ground);
    }
}

}  // namespace

void paint_ground(ImDrawList& list, ImVec2 size, std::span<const ImVec4> panels,
                  const Theme& theme) {
    if (panels.empty()) return;
    std::vector<float> edges{0.0f, size.y};
    for (const ImVec4& panel : panels) {
        edges.push_back(std::clamp(panel.y, 0.0f, size.y));
        edges.push_back(std::clamp(panel.w, 0.0f, size.y));
    }
    std::ranges::sort(edges);
    std::vector<std::pair<float, float>> covered;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const float top = edges[i];
        const float bottom = edges[i + 1];
        if (bottom - top < 0.5f) continue;
        covered.clear();
        for (const ImVec4& panel : panels) {
            if (panel.y <= top && panel.w >= bottom) covered.emplace_back(panel.x, panel.z);
        }
        std::ranges::sort(covered);
        float x = 0.0f;
        for (const auto& [from, to] : covered) {
            if (from > x) list.AddRectFilled({x, top}, {from, bottom}, theme.ground);
            x = std::max(x, to);
        }
        if (x < size.x) list.AddRectFilled({x, top}, {size.x, bottom}, theme.ground);
    }
    const float radius = theme.radius();
    for (const ImVec4& panel : panels) {
        if (panel.z - panel.x >= size.x) continue;  // a bar across the window has square corners
        paint_notch(list, {panel.x, panel.y}, {1, 1}, radius, theme.ground);
        paint_notch(list, {panel.z, panel.y}, {-1, 1}, radius, theme.ground);
        paint_notch(list, {panel.x, panel.w}, {1, -1}, radius, theme.ground);
        paint_notch(list, {panel.z, panel.w}, {-1, -1}, radius, theme.ground);
    }
}

}  // namespace app::ui
