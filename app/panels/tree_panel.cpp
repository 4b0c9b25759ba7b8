#include "app/panels/fitted_text.h"
#include "app/panels/ghost_list.h"
#include "app/panels/panels.h"
#include "app/panels/pass_cursor.h"
#include "app/panels/tree_changes.h"
#include "app/panels/tree_columns.h"
#include "app/panels/tree_footer.h"
#include "app/panels/tree_marks.h"
#include "app/panels/tree_rows.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace app::panels {
namespace {

using engine::session::ModuleView;
using engine::session::SessionView;

using Column = TreeColumn;

constexpr float kIndent = 13;

/// Sets what has the mode of a row, and shows who wrote it.
class TreePanel final : public Panel {
public:
    TreePanel()
        : Panel({.id = "tree",
                 .title = "Modules",
                 .help = "Every module with its own training flag. ▲ train and ■ eval call exactly "
                         "that method; with Shift only this one flag is written."}) {}

protected:
    Manner manner() const override { return {.scroll = false, .padding = false}; }

    std::string right(const Frame& frame) const override {
        if (!frame.view.loaded) return {};
        return grouped(frame.view.in_eval) + " of " +
               grouped(static_cast<int64_t>(frame.view.modules.size())) + " in eval";
    }

    void draw(Frame& frame) override {
        frame.window.bracket.reset();
        if (!frame.view.loaded) {
            ImGui::SetCursorPos(
                ImVec2(ImGui::GetCursorPosX() + ui::px(12), ImGui::GetCursorPosY() + ui::px(12)));
            ui::text("No session yet.", {.color = ui::theme().ink2});
            return;
        }
        changes_.follow(frame.view);
        modules_ = frame.view.modules.data();
        row_height_ = frame.window.presenter ? ui::px(38) : ui::theme().row_height();
        if (frame.window.workbench) draw_filter(frame);
        rows_ = visible_rows(frame.view.modules, folded_, filter_);
        const float footer =
            frame.window.presenter || ImGui::GetContentRegionAvail().y < ui::px(260)
                ? 0
                : tree_footer_height();
        draw_modules(frame, ImGui::GetContentRegionAvail().y - footer);
        if (footer > 0) draw_tree_footer(frame, footer);
    }

private:
    /// The table and, under its last row, what escapes it: that takes no more than a third.
    void draw_modules(Frame& frame, float height) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float wanted =
            frame.window.presenter ? 0 : GhostList::height(frame, ImGui::GetContentRegionAvail().x);
        const float list = std::min(wanted, std::floor(height / 3));
        if (list < ui::px(60)) return draw_table(frame, height);  // no room for a row
        const float titles = frame.window.workbench ? ui::px(24) : 0;
        const float rows = titles + static_cast<float>(rows_.size()) * row_height_ + ui::px(6);
        const float table = std::min(rows, height - list);
        draw_table(frame, table);
        ImGui::SetCursorScreenPos({at.x, at.y + table});
        ghosts_.draw(frame, std::min(wanted, height - table));
        ImGui::SetCursorScreenPos({at.x, at.y + height});
    }

    // --- Table

    void draw_table(Frame& frame, float height) {
        const float width = ImGui::GetContentRegionAvail().x;
        const std::vector<Column> columns = tree_columns(frame, width);
        ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(0, 0));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(6), 0));
        // Two ids, since the two forms have different columns.
        const std::string id = "modules" + std::to_string(columns.size());
        if (ImGui::BeginTable(id.c_str(), static_cast<int>(columns.size()),
                              ImGuiTableFlags_ScrollY | ImGuiTableFlags_NoSavedSettings |
                                  ImGuiTableFlags_NoPadOuterX,
                              ImVec2(0, height))) {
            set_up_tree_columns(frame, columns);
            if (columns.size() > 2) draw_tree_column_titles(frame, columns);
            row_tops_.clear();
            follow_selection(frame);
            ImGuiListClipper clipper;
            clipper.Begin(static_cast<int>(rows_.size()), row_height_);
            while (clipper.Step()) {
                for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
                    draw_row(frame, columns, rows_[static_cast<std::size_t>(i)]);
                }
            }
            draw_bracket(frame, row_tops_, bracket_x_, row_height_);
            ImGui::EndTable();
        }
        ImGui::PopStyleVar(2);
    }

    /// Brings the row into sight when the selection moved elsewhere.
    void follow_selection(const Frame& frame) {
        if (frame.window.watch.selected == last_selected_) return;
        last_selected_ = frame.window.watch.selected;
        const int index = frame.module_index(last_selected_);
        const auto row = std::find(rows_.begin(), rows_.end(), index);
        if (row == rows_.end()) return;
        const float height = row_height_;
        const float top = static_cast<float>(row - rows_.begin()) * height;
        const float seen = ImGui::GetWindowHeight() - 2 * height;
        if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
        if (top > ImGui::GetScrollY() + seen) ImGui::SetScrollY(top - seen);
    }

    // --- Row

    void draw_row(Frame& frame, const std::vector<Column>& columns, int index) {
        const ModuleView& module = frame.view.modules[static_cast<std::size_t>(index)];
        const std::string name = row_name(module);
        ImGui::PushID(name.c_str());
        const ui::AnchorScope scope(name);
        ImGui::TableNextRow(ImGuiTableRowFlags_None, row_height_);
        const bool selected = module.path == frame.window.watch.selected;
        if (selected || is_lit(frame, module)) {
            ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0,
                                   selected ? ui::theme().selection : ui::theme().hover);
        }
        for (const Column column : columns) {
            ImGui::TableNextColumn();
            if (column == Column::Module)
                row_tops_.emplace_back(index, ImGui::GetCursorScreenPos().y);
            draw_cell(frame, column, module, index);
        }
        ImGui::PopID();
    }

    void draw_cell(Frame& frame, Column column, const ModuleView& module, int index) {
        switch (column) {
            case Column::Module:
                draw_name(frame, module);
                break;
            case Column::Mode:
                draw_mode(frame, module, index);
                break;
            case Column::RequiresGrad:
                draw_requires_grad(frame, module);
                break;
            case Column::Params:
                draw_number(frame, column, module.parameters);
                break;
            case Column::Buffers:
                draw_number(frame, column, module.buffers);
                break;
            case Column::Output:
                draw_cell_text(module.output_shape, ui::Face::MonoSmall);
                break;
        }
    }

    void draw_name(Frame& frame, const ModuleView& module) {
        const bool parent = module.below > 0;
        const bool opened = filter_.empty() ? !folded_.contains(module.path) : true;
        const ImVec2 cell = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const float indent = ui::px(4) + ui::px(kIndent) * static_cast<float>(module.depth);
        ImGui::SetCursorScreenPos({cell.x + indent, cell.y});
        if (parent) ImGui::SetNextItemOpen(opened);
        ImGui::PushStyleVar(
            ImGuiStyleVar_FramePadding,
            ImVec2(ui::px(3), std::floor((row_height_ - ImGui::GetFontSize()) / 2)));
        const bool open = ImGui::TreeNodeEx(
            "###row", ImGuiTreeNodeFlags_NoTreePushOnOpen | ImGuiTreeNodeFlags_FramePadding |
                          ImGuiTreeNodeFlags_SpanFullWidth | ImGuiTreeNodeFlags_OpenOnArrow |
                          ImGuiTreeNodeFlags_OpenOnDoubleClick |
                          (parent ? 0 : ImGuiTreeNodeFlags_Leaf));
        ImGui::PopStyleVar();
        ui::anchor("row", module.training ? "train" : "eval");
        if (parent && filter_.empty() && open != opened) {
            if (open) {
                folded_.erase(module.path);
            } else {
                folded_.insert(module.path);
            }
        }
        const bool clicked = ImGui::IsItemClicked() && !ImGui::IsItemToggledOpen();
        const bool walked = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible &&
                            module.path != frame.window.watch.selected && focused_ != module.path;
        if (clicked || walked) {
            frame.select(module.path);
            last_selected_ = module.path;  // in sight already
        }
        if (ImGui::IsItemFocused()) focused_ = module.path;
        if (ImGui::IsItemHovered()) frame.window.pointed.path = module.path;
        ui::tooltip("**" + row_name(module) + "**\n" + module.repr);
        draw_row_menu(frame, module);
        const float x = cell.x + indent + ImGui::GetFontSize() + ui::px(6);
        draw_name_words(module, {x, cell.y}, cell.x + width, parent);
        drop_baseline(cell);
    }

    /// A new line without an offset, else ImGui moves the cells after this one to its baseline.
    static void drop_baseline(ImVec2 cell) {
        ImGui::SetCursorScreenPos(cell);
        ImGui::Dummy({0, 0});
    }

    void draw_name_words(const ModuleView& module, ImVec2 at, float right, bool with_ticks) {
        const ui::Theme& theme = ui::theme();
        ImDrawList* list = ImGui::GetWindowDrawList();
        const ui::Face face = module.below > 0 ? ui::Face::Strong : ui::Face::Text;
        const std::string name = shortened(face, module.name, right - ui::px(8) - at.x);
        const ImVec2 size = ui::text_size(face, name);
        const float y = at.y + std::floor((row_height_ - size.y) / 2);
        ui::draw_text(list, face, {at.x, y}, theme.ink, name);
        float x = at.x + size.x + ui::px(6);
        right -= ui::px(4);
        if (const FlagChange* change = changes_.of(module.path)) {
            const float needed = ui::px(34);
            if (x + needed < right) draw_change(list, {right - needed, at.y}, row_height_, *change);
            right -= needed;
        }
        if (with_ticks) {
            const ImVec2 cursor = ImGui::GetCursorScreenPos();
            x += draw_below(modules_, module, {x, at.y}, right - x, row_height_);
            ImGui::SetCursorScreenPos(cursor);
        }
        const ImVec2 wide = ui::text_size(ui::Face::Text, module.summary);
        const ImVec2 plain = ui::text_size(ui::Face::Text, module.class_name);
        if (x + wide.x < right) {
            ui::draw_text(list, ui::Face::Text, {x, y}, theme.ink2, module.summary);
        } else if (x + plain.x < right) {
            ui::draw_text(list, ui::Face::Text, {x, y}, theme.ink2, module.class_name);
        }
    }

    void draw_mode(Frame& frame, const ModuleView& module, int index) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 size = ui::mode_switch_size(tree_switch(frame));
        const float y = at.y + std::floor((row_height_ - size.y) / 2);
        bracket_x_ = std::floor(at.x - ui::px(6));
        if (changes_.of(module.path)) {
            const float out = ui::px(3);
            ui::anchor_box("changed", at, {at.x + size.x, y + size.y});
            draw_changed_ring({at.x - out, y - out}, {at.x + size.x + out, y + size.y + out});
        }
        ImGui::SetCursorScreenPos({at.x, y});
        const std::string who = "\n" + written_by(module.last_write) + ".";
        const std::string to_train = would_write(module, true) + who;
        const std::string to_eval = would_write(module, false) + who;
        const ui::SwitchState state =
            ui::mode_switch("mode", module.training, {.train = to_train, .eval = to_eval}, true,
                            tree_switch(frame));
        drop_baseline(at);
        const bool alone = ImGui::GetIO().KeyShift;
        if (state.hovered != ui::Segment::None) {
            set_bracket(frame, module, index, state.hovered == ui::Segment::Train, alone);
        }
        if (state.clicked != ui::Segment::None) {
            const bool training = state.clicked == ui::Segment::Train;
            frame.submit(alone ? engine::session::set_flag(module.path, training)
                               : engine::session::set_mode(module.path, training));
        }
    }

    static void set_bracket(Frame& frame, const ModuleView& module, int index, bool training,
                            bool alone) {
        frame.window.bracket =
            Bracket{.first = index,
                    .end = alone ? index + 1 : module.subtree_end,
                    .training = training,
                    .line = alone ? engine::session::set_flag(module.path, training).line
                                  : engine::session::set_mode(module.path, training).line};
    }

    void draw_requires_grad(Frame& frame, const ModuleView& module) {
        const std::string words = requires_grad_words(module);
        if (module.parameter_tensors == 0) return draw_cell_text(words, ui::Face::Mono);
        const bool wanted = module.requires_grad != module.parameter_tensors;
        const engine::session::Run line = engine::session::set_requires_grad(module.path, wanted);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float height = ui::text_size(ui::Face::Text, words).y;
        ImGui::SetCursorScreenPos({at.x, at.y + std::floor((row_height_ - height) / 2)});
        if (ui::link(words, "**" + line.line + "** writes " +
                                counted(module.parameter_tensors, "parameter tensor") + ".")) {
            frame.submit(line);
        }
        ui::anchor("requires_grad", words);
    }

    void draw_number(const Frame& frame, Column column, int64_t number) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ui::Theme& theme = ui::theme();
        const std::string words = number == 0 ? "·" : grouped(number);
        const ImVec2 size = ui::text_size(ui::Face::Mono, words);
        ui::draw_text(ImGui::GetWindowDrawList(), ui::Face::Mono,
                      {at.x + tree_column_width(frame, column) - ui::px(8),
                       at.y + std::floor((row_height_ - size.y) / 2)},
                      number == 0 ? theme.ink3 : theme.ink, words, ui::Align::Right);
    }

    void draw_cell_text(const std::string& words, ui::Face face) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 size = ui::text_size(face, words);
        ui::draw_text(ImGui::GetWindowDrawList(), face,
                      {at.x, at.y + std::floor((row_height_ - size.y) / 2)}, ui::theme().ink2,
                      words);
    }

    // --- Filter

    void draw_filter(Frame& frame) {
        ImGui::SetCursorPos(
            {ImGui::GetCursorPosX() + ui::px(10), ImGui::GetCursorPosY() + ui::px(8)});
        ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - ui::px(10));
        if (std::exchange(frame.window.focus_filter, false)) ImGui::SetKeyboardFocusHere();
        char buffer[128] = {};
        filter_.copy(buffer, sizeof buffer - 1);
        if (ImGui::InputTextWithHint("###filter", "Filter modules", buffer, sizeof buffer)) {
            filter_ = buffer;
        }
        ui::anchor("filter", filter_);
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui::px(4));
    }

    std::set<std::string> folded_;
    std::string filter_;
    std::vector<int> rows_;
    RowTops row_tops_;
    std::string last_selected_, focused_;
    TreeChanges changes_;
    GhostList ghosts_;
    const ModuleView* modules_ = nullptr;  // of the view being drawn
    float bracket_x_ = 0;
    float row_height_ = 28;  // pixels
};

}  // namespace

PanelPtr make_tree_panel() {
    return std::make_unique<TreePanel>();
}

}  // namespace app::panels
