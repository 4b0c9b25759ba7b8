#include "app/panels/open_tensor.h"

#include "app/panels/inspector_table.h"
#include "app/panels/value_map.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cstddef>
#include <string>

namespace app::panels {
namespace {

using engine::session::HeatMap;
using engine::session::InspectorView;
using engine::session::TensorView;

constexpr float kHighest = 180;
constexpr float kLargestCell = 18;

const TensorView* open_one(const InspectorView& inspector) {
    for (const auto* tensors : {&inspector.parameters, &inspector.buffers}) {
        for (const TensorView& tensor : *tensors) {
            if (tensor.name == inspector.open_tensor) return &tensor;
        }
    }
    return nullptr;
}

/// "[3, 5] = 0.203"; kernels are tiles, so only their place on the picture is told.
std::string value_words(const TensorView& tensor, const HeatMap& map, int row, int column) {
    const auto dimensions =
        tensor.shape == "[]" ? 0 : 1 + std::count(tensor.shape.begin(), tensor.shape.end(), ',');
    const std::string r = std::to_string(row), c = std::to_string(column);
    const std::size_t at = static_cast<std::size_t>(row) * static_cast<std::size_t>(map.columns) +
                           static_cast<std::size_t>(column);
    const std::string value = " = " + table_number(map.values[at]);
    if (map.reduced) return "mean about row " + r + ", column " + c + " of the picture" + value;
    if (dimensions == 0) return tensor.name + value;
    if (dimensions == 1) return "[" + c + "]" + value;
    if (dimensions == 2) return "[" + r + ", " + c + "]" + value;
    return "row " + r + ", column " + c + " of the picture" + value;
}

float right_edge() {
    return ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
}

void draw_scale(const HeatMap& map, float width) {
    const ui::Theme& theme = ui::theme();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = ui::text_size(ui::Face::MonoSmall, "M").y;
    const float bar = std::min(width, ui::px(220));
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_color_bar(list, at, {at.x + bar, at.y + ui::px(10)});
    const std::string limit = table_number(color_limit(map));
    const float y = at.y + ui::px(12);
    ui::draw_text(list, ui::Face::MonoSmall, {at.x, y}, theme.ink2, "-" + limit);
    ui::draw_text(list, ui::Face::MonoSmall, {at.x + bar / 2, y}, theme.ink2, "0",
                  ui::Align::Center);
    ui::draw_text(list, ui::Face::MonoSmall, {at.x + bar, y}, theme.ink2, limit, ui::Align::Right);
    ImGui::Dummy({bar, ui::px(12) + line});
}

}  // namespace

void draw_open_tensor(Frame& frame) {
    const InspectorView& inspector = frame.view.inspector;
    const TensorView* tensor = open_one(inspector);
    if (!tensor || frame.window.watch.open_tensor != inspector.open_tensor) return;
    const HeatMap& map = inspector.map;
    const float width = ImGui::GetContentRegionAvail().x;
    const MapFit fit = fit_map(map, {width, ui::px(kHighest)}, kLargestCell, true);
    if (fit.empty()) return;

    ui::text(tensor->name, {.face = ui::Face::Strong});
    ui::same_line(8);
    ui::text(tensor->shape, {.face = ui::Face::Mono, .color = ui::theme().ink2});
    const float room = right_edge() - ImGui::GetItemRectMax().x;
    if (ui::text_size(ui::Face::Text, "close").x + ui::px(12) <= room) ui::same_line(12);
    if (ui::link("close##map")) frame.window.watch.open_tensor.clear();
    ui::anchor("close_map");

    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({fit.width, fit.height});
    ui::anchor("map", tensor->name);
    const bool hovered = ImGui::IsItemHovered();
    draw_map(ImGui::GetWindowDrawList(), "inspector/map", map, fit, at);
    const std::string range =
        "lowest " + table_number(map.low) + " · highest " + table_number(map.high);
    std::string words = range;
    if (hovered) {
        const ImVec2 mouse = ImGui::GetMousePos();
        const auto cell_at = [](float offset, float extent, int cells) {
            return std::clamp(static_cast<int>(offset / extent * static_cast<float>(cells)), 0,
                              cells - 1);
        };
        const int row = cell_at(mouse.y - at.y, fit.height, fit.rows);
        const int column = cell_at(mouse.x - at.x, fit.width, fit.columns);
        words = value_words(*tensor, map, row, column);
        const float cell_width = fit.width / static_cast<float>(fit.columns);
        const float cell_height = fit.height / static_cast<float>(fit.rows);
        const ImVec2 min{at.x + cell_width * static_cast<float>(column),
                         at.y + cell_height * static_cast<float>(row)};
        ui::draw_outline(ImGui::GetWindowDrawList(), min, {min.x + cell_width, min.y + cell_height},
                         ui::theme().accent);
    }
    ui::text(words, {.face = ui::Face::MonoSmall, .color = ui::theme().ink});
    ui::anchor("map_value", words);
    draw_scale(map, width);
}

}  // namespace app::panels
