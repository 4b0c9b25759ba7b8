#include "app/panels/value_map.h"

#include "app/gfx/texture_cache.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace app::panels {

using engine::session::HeatMap;

MapFit fit_map(const HeatMap& map, ImVec2 room, float largest_cell, bool whole) {
    MapFit fit;
    if (map.rows <= 0 || map.columns <= 0 || map.values.empty()) return fit;
    const int largest = std::max(1, static_cast<int>(ui::px(largest_cell)));
    fit.columns = map.columns;
    fit.cell = std::clamp(static_cast<int>(room.x) / map.columns, 1, largest);
    if (whole) fit.cell = std::clamp(static_cast<int>(room.y) / map.rows, 1, fit.cell);
    const int fitting = std::max(1, static_cast<int>(room.y) / fit.cell);
    fit.rows = whole ? map.rows : std::min(map.rows, fitting);
    fit.width = static_cast<float>(fit.columns * fit.cell);
    fit.height = static_cast<float>(fit.rows * fit.cell);
    if (fit.width > room.x || fit.height > room.y) {
        const float shrink = std::min(room.x / fit.width, room.y / fit.height);
        fit.width = std::floor(fit.width * shrink);
        fit.height = std::floor(fit.height * shrink);
    } else if (!whole && map.dropped.empty()) {
        // A few columns (two logits) get wider cells: a strip of 12 pixels cannot be read.
        fit.width *= std::clamp(std::floor(room.x / fit.width), 1.0f, 4.0f);
    }
    return fit;
}

float color_limit(const HeatMap& map) {
    const float limit = std::max(std::abs(map.low), std::abs(map.high));
    return limit > 0 ? limit : 1.0f;
}

void draw_map(ImDrawList* list, std::string_view id, const HeatMap& map, const MapFit& fit,
              ImVec2 at) {
    if (fit.empty()) return;
    const auto shown = static_cast<std::size_t>(fit.rows) * static_cast<std::size_t>(fit.columns);
    if (map.values.size() < shown) return;
    const bool dropped = map.dropped.size() >= shown;
    const gfx::Texture texture = ui::current().textures().heat_map(
        id,
        {.rows = fit.rows,
         .cols = fit.columns,
         .values = std::span(map.values).first(shown),
         .dropped = dropped ? std::span(map.dropped).first(shown) : std::span<const std::uint8_t>{},
         .colormap = gfx::Colormap::Diverging,
         .low = -color_limit(map),
         .high = color_limit(map),
         .cell = fit.cell});
    at = {std::round(at.x), std::round(at.y)};
    list->AddImage(reinterpret_cast<ImTextureID>(texture.id), at,
                   {at.x + fit.width, at.y + fit.height});
}

void draw_color_bar(ImDrawList* list, ImVec2 min, ImVec2 max) {
    const gfx::Palette::Stops& stops = ui::theme().values.stops(gfx::Colormap::Diverging);
    const auto color = [&](std::size_t i) {
        return ImGui::ColorConvertFloat4ToU32({stops[i][0], stops[i][1], stops[i][2], 1});
    };
    const float step = (max.x - min.x) / static_cast<float>(stops.size() - 1);
    for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
        const float x = min.x + step * static_cast<float>(i);
        list->AddRectFilledMultiColor({x, min.y}, {x + step, max.y}, color(i), color(i + 1),
                                      color(i + 1), color(i));
    }
    ui::draw_outline(list, min, max, ui::theme().line);
}

}  // namespace app::panels
