#include "app/panels/tree_columns.h"

#include "app/ui/context.h"
#include "app/ui/draw.h"

#include <imgui.h>

#include <cstddef>

namespace app::panels {
namespace {

const char* title_of(TreeColumn column) {
    constexpr const char* kTitles[] = {"Module", "Mode",    "requires_grad",
                                       "Params", "Buffers", "Output"};
    return kTitles[static_cast<std::size_t>(column)];
}

}  // namespace

std::vector<TreeColumn> tree_columns(const Frame& frame, float width) {
    std::vector<TreeColumn> columns{TreeColumn::Module, TreeColumn::Mode};
    if (!frame.window.workbench || frame.window.presenter) return columns;
    float left = width - ui::px(168) - tree_column_width(frame, TreeColumn::Mode);
    for (const TreeColumn column :
         {TreeColumn::RequiresGrad, TreeColumn::Params, TreeColumn::Buffers, TreeColumn::Output}) {
        left -= tree_column_width(frame, column);
        if (left < 0) break;
        columns.push_back(column);
    }
    return columns;
}

ui::SwitchSize tree_switch(const Frame& frame) {
    return frame.window.presenter ? ui::SwitchSize::Presenter : ui::SwitchSize::Usual;
}

float tree_column_width(const Frame& frame, TreeColumn column) {
    if (column == TreeColumn::Mode) return ui::mode_switch_size(tree_switch(frame)).x + ui::px(10);
    constexpr float kWidths[] = {0, 0, 88, 52, 48, 124};
    return ui::px(kWidths[static_cast<std::size_t>(column)]);
}

void set_up_tree_columns(const Frame& frame, const std::vector<TreeColumn>& columns) {
    ImGui::TableSetupScrollFreeze(0, columns.size() > 2 ? 1 : 0);
    for (const TreeColumn column : columns) {
        if (column == TreeColumn::Module) {
            ImGui::TableSetupColumn(title_of(column), ImGuiTableColumnFlags_WidthStretch);
        } else {
            ImGui::TableSetupColumn(
                title_of(column), ImGuiTableColumnFlags_WidthFixed | ImGuiTableColumnFlags_NoResize,
                tree_column_width(frame, column));
        }
    }
}

void draw_tree_column_titles(const Frame& frame, const std::vector<TreeColumn>& columns) {
    ImGui::TableNextRow(ImGuiTableRowFlags_None, ui::px(24));
    for (const TreeColumn column : columns) {
        ImGui::TableNextColumn();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float y = at.y + ui::px(5);
        ImDrawList* list = ImGui::GetWindowDrawList();
        if (column == TreeColumn::Params || column == TreeColumn::Buffers) {
            ui::draw_text(list, ui::Face::Small,
                          {at.x + tree_column_width(frame, column) - ui::px(8), y},
                          ui::theme().ink2, title_of(column), ui::Align::Right);
        } else {
            const float x = at.x + (column == TreeColumn::Module ? ui::px(12) : 0);
            ui::draw_text(list, ui::Face::Small, {x, y}, ui::theme().ink2, title_of(column));
        }
    }
}

}  // namespace app::panels
