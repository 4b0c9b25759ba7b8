#include "app/panels/dropout_drawing.h"
#include "app/panels/words.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace app::panels {
namespace {

using engine::session::DropoutLensView;
using engine::session::HeatMap;

constexpr float kLabels = 56;

/// Where tiles stand: `columns` of `tile` pixels with `gap` between, from `left`.
struct Tiles {
    float left = 0, tile = 0, gap = 0;
    int count = 0;
    int cell = 1;

    float x(int i) const { return left + static_cast<float>(i) * (tile + gap); }
};

Tiles tiles_in(const Box& box, const DropoutLensView& lens, float row_height) {
    Tiles tiles;
    tiles.left = box.x + ui::px(kLabels);
    tiles.gap = ui::px(6);
    const float width = box.right() - tiles.left;
    const int rows = std::max(lens.rows, 1), columns = std::max(lens.columns, 1);
    // Whole pixels a cell, so that nearest stays crisp: as large as lets all channels stand in a
    // row, but six at least, and then fewer channels.
    const float each =
        width / static_cast<float>(std::max<std::size_t>(lens.in_maps.size(), 1)) - tiles.gap;
    const int tallest =
        std::min(static_cast<int>(row_height) / rows, static_cast<int>(width) / columns);
    const int smallest = std::min(tallest, static_cast<int>(ui::px(6)));
    tiles.cell = std::clamp(static_cast<int>(each) / columns, std::max(smallest, 1),
                            std::max({tallest, smallest, 1}));
    tiles.tile = static_cast<float>(tiles.cell * columns);
    tiles.count = std::min<int>(static_cast<int>(lens.in_maps.size()),
                                static_cast<int>((width + tiles.gap) / (tiles.tile + tiles.gap)));
    return tiles;
}

void draw_map(std::string_view id, const HeatMap& map, ImVec2 at, int cell, float scale,
              gfx::Colormap colormap) {
    if (map.rows <= 0 || map.columns <= 0) return;
    gfx::HeatMap picture;
    picture.rows = map.rows;
    picture.cols = map.columns;
    picture.values = map.values;
    picture.dropped = map.dropped;
    picture.colormap = colormap;
    picture.low = colormap == gfx::Colormap::Diverging ? -scale : 0;
    picture.high = scale;
    picture.cell = cell;
    picture.struck_out =
        !map.dropped.empty() && std::all_of(map.dropped.begin(), map.dropped.end(),
                                            [](uint8_t dropped) { return dropped != 0; });
    const gfx::Texture texture = ui::current().textures().heat_map(id, picture);
    ImGui::GetWindowDrawList()->AddImage(reinterpret_cast<ImTextureID>(texture.id), at,
                                         {at.x + static_cast<float>(map.columns * cell),
                                          at.y + static_cast<float>(map.rows * cell)});
}

}  // namespace

void draw_dropout_maps(const DropoutLensView& lens, const Box& box) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const float text = ui::text_size(ui::Face::Text, "in").y;
    const float row = std::floor((box.height - 2 * ui::px(12)) / 3);
    const Tiles tiles = tiles_in(box, lens, row);
    const float out_top = box.y + row + ui::px(12);
    const float spread_top = out_top + row + ui::px(12);

    const auto label = [&](float y, std::string_view words) {
        ui::draw_text(list, ui::Face::Text, {box.x, y}, theme.ink2, words);
    };
    label(box.y, "in");
    label(out_top, "out");
    label(spread_top, "spread");
    label(spread_top + text, "of 8");
    for (int i = 0; i < tiles.count; ++i) {
        const auto k = static_cast<std::size_t>(i);
        draw_map(fmt::format("dropout_lens/in/{}", i), lens.in_maps[k], {tiles.x(i), box.y},
                 tiles.cell, lens.scale, gfx::Colormap::Diverging);
        if (k < lens.out_maps.size()) {
            draw_map(fmt::format("dropout_lens/out/{}", i), lens.out_maps[k], {tiles.x(i), out_top},
                     tiles.cell, lens.scale, gfx::Colormap::Diverging);
        }
    }
    draw_map("dropout_lens/spread", lens.spread, {tiles.x(0), spread_top}, tiles.cell,
             lens.scale / 2, gfx::Colormap::Sequential);
    ui::draw_outline(list, {tiles.x(0), spread_top},
                     {tiles.x(0) + static_cast<float>(lens.spread.columns * tiles.cell),
                      spread_top + static_cast<float>(lens.spread.rows * tiles.cell)},
                     theme.line);
    const float words_x = tiles.x(0) + tiles.tile + ui::px(12);
    const bool sequence = lens.channels == 1;
    // What the picture has no room for is left out.
    const auto beside = [&](int line, ui::Face face, ui::Color color, const std::string& words) {
        const ImVec2 at{words_x, spread_top + static_cast<float>(line) * (text + ui::px(4))};
        const ImVec2 size = ui::text_size(face, words);
        if (at.x + size.x > box.right() || at.y + size.y > box.bottom() + 1) return;
        ui::draw_text(list, face, at, color, words);
    };
    beside(0, ui::Face::MonoStrong, theme.mode(lens.training).text,
           fmt::format("spread {:.3f}", lens.mean_spread));
    beside(1, ui::Face::Text, theme.ink2,
           lens.training ? "each pass throws other cells away" : "eight passes, one picture");
    const int hidden = lens.channels - tiles.count;
    if (hidden > 0) {
        beside(2, ui::Face::Text, theme.ink3,
               fmt::format("channels 0 to {} of {}", tiles.count - 1, lens.channels));
    } else if (sequence && int64_t{lens.rows} * lens.columns < lens.cells) {
        beside(2, ui::Face::Text, theme.ink3,
               fmt::format("the first {} × {} cells", lens.rows, lens.columns));
    }
}

}  // namespace app::panels
