#include "app/panels/batch_norm_drawing.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace app::panels {
namespace {

using engine::session::HeatMap;

void draw_map(std::string_view id, const HeatMap& map, float scale, ImVec2 at, float side) {
    gfx::HeatMap picture;
    picture.rows = map.rows;
    picture.cols = map.columns;
    picture.values = map.values;
    picture.low = -scale;
    picture.high = scale;
    picture.cell = std::max(1, static_cast<int>(side) / std::max(map.rows, map.columns));
    const gfx::Texture texture = ui::current().textures().heat_map(id, picture);
    // The texture has whole pixels a cell; a map larger than its place is drawn smaller.
    const float fit =
        std::min(1.0f, side / static_cast<float>(std::max(texture.width, texture.height)));
    ImGui::GetWindowDrawList()->AddImage(reinterpret_cast<ImTextureID>(texture.id), at,
                                         {at.x + static_cast<float>(texture.width) * fit,
                                          at.y + static_cast<float>(texture.height) * fit});
}

}  // namespace

void draw_channel_maps(const engine::session::BatchNormLensView& lens, ImVec2 at, float width) {
    if (lens.in_map.rows <= 0 || lens.out_map.rows <= 0) return;
    const float gap = ui::px(8);
    const float side = std::floor((width - gap) / 2);
    const float text = ui::text_size(ui::Face::Small, "in").y + ui::px(2);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float largest = std::max({std::abs(lens.in_map.low), std::abs(lens.in_map.high), 1e-6f});
    ui::draw_text(list, ui::Face::Small, at, ui::theme().ink2, "in");
    ui::draw_text(list, ui::Face::Small, {at.x + side + gap, at.y}, ui::theme().ink2, "out, ±3");
    draw_map("batch_norm_lens/in", lens.in_map, largest, {at.x, at.y + text}, side);
    draw_map("batch_norm_lens/out", lens.out_map, 3, {at.x + side + gap, at.y + text}, side);
}

}  // namespace app::panels
