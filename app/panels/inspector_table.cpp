#include "app/panels/inspector_table.h"

#include "app/panels/fitted_text.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace app::panels {
namespace {

using engine::session::TensorView;

constexpr float kRow = 24;
constexpr float kGap = 12;

struct Column {
    std::string_view head;
    std::string (*cell)(const TensorView&);
    bool used = true;
    float width = 0;
};

std::string optional_number(const std::optional<double>& number) {
    return number ? table_number(*number) : "–";
}

/// In the order of the table.
std::array<Column, 6> all_columns() {
    return {{
        {"shape", [](const TensorView& t) { return t.shape; }},
        {"mean", [](const TensorView& t) { return table_number(t.mean); }},
        {"sd",
         [](const TensorView& t) {
             return t.elements > 1 ? table_number(t.sd) : std::string("–");
         }},
        {"norm", [](const TensorView& t) { return table_number(t.norm); }},
        {"grad norm", [](const TensorView& t) { return optional_number(t.gradient_norm); }},
        {"last change", [](const TensorView& t) { return optional_number(t.last_change); }},
    }};
}

/// The columns that fit, at their widths; the least told ones go first.
std::vector<Column> columns_for(std::span<const TensorView> tensors, float names, float width) {
    std::array<Column, 6> columns = all_columns();
    const bool parameters = !tensors.empty() && tensors.front().is_parameter;
    columns[4].used = parameters;
    float total = names;
    for (Column& column : columns) {
        column.width = ui::text_size(ui::Face::Small, column.head).x;
        for (const TensorView& tensor : tensors) {
            column.width =
                std::max(column.width, ui::text_size(ui::Face::Mono, column.cell(tensor)).x);
        }
        if (column.used) total += column.width + ui::px(kGap);
    }
    for (const std::size_t least : {2, 3, 4, 5, 0}) {
        if (total <= width) break;
        if (!columns[least].used) continue;
        columns[least].used = false;
        total -= columns[least].width + ui::px(kGap);
    }
    std::vector<Column> used;
    for (const Column& column : columns) {
        if (column.used) used.push_back(column);
    }
    return used;
}

std::string tooltip_of(const TensorView& tensor) {
    std::string words = "**" + tensor.name + "** `" + tensor.shape + "` `" + tensor.dtype + "` · " +
                        counted(tensor.elements, "element");
    words += "\nmean " + table_number(tensor.mean) + " · sd " + table_number(tensor.sd) +
             " · norm " + table_number(tensor.norm);
    if (tensor.is_parameter) {
        words += tensor.requires_grad ? "\nrequires_grad True" : "\nrequires_grad False";
        words += tensor.gradient_norm ? " · gradient norm " + table_number(*tensor.gradient_norm)
                                      : std::string(" · no gradient yet");
    }
    if (tensor.last_change) {
        words += "\nlast change: norm " + table_number(*tensor.last_change);
    }
    words += tensor.in_state_dict ? "\nin state_dict ✓" : "\nnot in state_dict (persistent=False)";
    if (!tensor.preview.empty()) {
        words += "\n`";
        for (std::size_t i = 0; i < tensor.preview.size(); ++i) {
            words += (i > 0 ? ", " : "") + table_number(tensor.preview[i]);
        }
        words += static_cast<int64_t>(tensor.preview.size()) < tensor.elements ? ", …`" : "`";
    }
    return words;
}

/// "0.203 → 0.244", outlined, over the cells left of `right`; returns its left edge.
float draw_change(ImDrawList* list, const std::string& before, const std::string& now, float right,
                  float middle) {
    const ui::Theme& theme = ui::theme();
    const std::string words = before + " → " + now;
    const ImVec2 size = ui::text_size(ui::Face::Mono, words);
    const ImVec2 min{right - size.x - ui::px(4), middle - ui::px(10)};
    const ImVec2 max{right + ui::px(4), middle + ui::px(10)};
    list->AddRectFilled(min, max, theme.glow, ui::px(3));
    ui::draw_outline(list, min, max, theme.accent, ui::px(3));
    ui::draw_text(list, ui::Face::Mono, {right, middle - size.y / 2}, theme.ink, words,
                  ui::Align::Right);
    return min.x;
}

void draw_head(const std::vector<Column>& columns, float right) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui::text_size(ui::Face::Small, "M").y + ui::px(4);
    float x = right;
    for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
        ui::draw_text(ImGui::GetWindowDrawList(), ui::Face::Small, {x, at.y}, ui::theme().ink2,
                      column->head, ui::Align::Right);
        x -= column->width + ui::px(kGap);
    }
    ImGui::Dummy({1, height});
}

}  // namespace

std::string table_number(double number) {
    if (!std::isfinite(number)) return std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf";
    if (number == 0) return "0";
    const double size = std::abs(number);
    if (size >= 999.5 && size < 1e7) return grouped(std::llround(number));
    char digits[32];
    const bool tiny_or_huge = size < 1e-4 || size >= 1e7;
    std::snprintf(digits, sizeof digits, tiny_or_huge ? "%.1e" : "%.3g", number);
    return digits;
}

void draw_tensor_table(Frame& frame, std::string_view id, std::span<const TensorView> tensors,
                       JustChanged& changes) {
    const ui::Theme& theme = ui::theme();
    const ui::AnchorScope scope(id);
    const float width = ImGui::GetContentRegionAvail().x;
    const float inset = ui::px(4);
    float names = 0;
    for (const TensorView& tensor : tensors) {
        names = std::max(names, ui::text_size(ui::Face::Text, tensor.name).x);
    }
    const std::vector<Column> columns = columns_for(tensors, names, width - 2 * inset);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    draw_head(columns, ImGui::GetCursorScreenPos().x + width - inset);
    std::string& open = frame.window.watch.open_tensor;
    for (const TensorView& tensor : tensors) {
        const ImVec2 min = ImGui::GetCursorScreenPos();
        const ImVec2 max{min.x + width, min.y + ui::px(kRow)};
        if (ImGui::InvisibleButton(tensor.name.c_str(), {width, ui::px(kRow)})) {
            open = open == tensor.name ? std::string() : tensor.name;
        }
        ui::anchor(tensor.name, open == tensor.name ? "open" : "");
        ui::tooltip(tooltip_of(tensor));
        ImDrawList* list = ImGui::GetWindowDrawList();
        if (open == tensor.name || ImGui::IsItemHovered()) {
            list->AddRectFilled(min, max, open == tensor.name ? theme.selection : theme.hover,
                                ui::px(4));
        }
        ui::draw_focus_ring(ui::px(4));
        const float middle = (min.y + max.y) / 2;
        float x = max.x - inset;
        float covered = max.x;  // cells that reach beyond it are hidden by a change
        for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
            const std::string cell = column->cell(tensor);
            const ImVec2 size = ui::text_size(ui::Face::Mono, cell);
            const std::string key = tensor.name + "/" + std::string(column->head);
            const std::string* before =
                column->head == "mean" ? changes.before(key, cell) : nullptr;
            if (before) {
                covered = draw_change(list, *before, cell, x, middle);
            } else if (x <= covered) {
                ui::draw_text(list, ui::Face::Mono, {x, middle - size.y / 2},
                              column->head == "shape" ? theme.ink2 : theme.ink, cell,
                              ui::Align::Right);
            }
            x -= column->width + ui::px(kGap);
        }
        const float room = std::min(x + ui::px(kGap), covered) - min.x - inset - ui::px(6);
        const float height = ui::text_size(ui::Face::Text, "M").y;
        ui::draw_text(list, ui::Face::Text, {min.x + inset, middle - height / 2}, theme.ink,
                      shortened(ui::Face::Text, tensor.name, std::max(room, ui::px(40))));
    }
    ImGui::PopStyleVar();
}

}  // namespace app::panels
