#include "app/panels/tree_marks.h"

#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace app::panels {
namespace {

using engine::session::ModuleView;

void draw_ticks(const ModuleView* modules, const ModuleView& module, ImVec2 at, float width) {
    std::vector<std::uint8_t> flags;
    const std::size_t index = static_cast<std::size_t>(&module - modules);
    for (std::size_t i = index + 1; i < static_cast<std::size_t>(module.subtree_end); ++i) {
        flags.push_back(modules[i].training ? 1 : 0);
    }
    ImGui::SetCursorScreenPos({at.x, at.y + ui::px(9)});
    ui::mode_ticks(flags, width);
    ui::anchor("ticks");
    ui::tooltip(below_words(module));
}

}  // namespace

std::string below_words(const ModuleView& module) {
    return grouped(module.below_in_eval) + " of " + grouped(module.below) + " below in eval";
}

float draw_below(const ModuleView* modules, const ModuleView& module, ImVec2 at, float room,
                 float row_height) {
    const float ticks = ui::mode_ticks_width(static_cast<std::size_t>(module.below));
    if (ticks < room) {
        draw_ticks(modules, module, at, room);
        return ticks + ui::px(6);
    }
    const std::string words = grouped(module.below_in_eval) + " of " + grouped(module.below);
    const ImVec2 size = ui::text_size(ui::Face::Small, words);
    const float width = size.x + ui::px(14);
    if (width > room) return 0;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float middle = at.y + std::floor(row_height / 2);
    ui::draw_text(list, ui::Face::Small, {at.x, middle - size.y / 2}, ui::theme().ink2, words);
    ui::draw_mode_sign(list, {at.x + size.x + ui::px(8), middle}, ui::px(6), false,
                       module.below_in_eval > 0 ? ui::theme().eval.text : ui::theme().ink3,
                       module.below_in_eval > 0);
    ImGui::SetCursorScreenPos({at.x, middle - size.y / 2});
    ImGui::Dummy({width, size.y});
    ui::anchor("ticks", words);
    ui::tooltip(below_words(module));
    return width + ui::px(6);
}

void draw_change(ImDrawList* list, ImVec2 at, float row_height, const FlagChange& change) {
    const float middle = at.y + row_height / 2;
    const auto sign = [&](float x, bool training) {
        ui::draw_mode_sign(list, {at.x + x, middle}, ui::px(7), training,
                           ui::theme().mode(training).text);
    };
    sign(ui::px(6), change.before);
    ui::draw_text_centered(list, ui::Face::Small, {at.x + ui::px(17), middle}, ui::theme().ink2,
                           "→");
    sign(ui::px(28), change.now);
}

void draw_changed_ring(ImVec2 min, ImVec2 max) {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    ui::draw_outline(list, min, max, theme.glow, theme.radius() + ui::px(3), ui::px(3));
    ui::draw_outline(list, min, max, theme.accent, theme.radius() + ui::px(3));
}

void draw_bracket(const Frame& frame, const RowTops& rows, float x, float row_height) {
    if (!frame.window.bracket) return;
    const Bracket& bracket = *frame.window.bracket;
    float top = std::numeric_limits<float>::max();
    float bottom = -top;
    for (const auto& [index, y] : rows) {
        if (index < bracket.first || index >= bracket.end) continue;
        top = std::min(top, y);
        bottom = std::max(bottom, y + row_height);
    }
    if (top > bottom) return;
    const ui::Theme& theme = ui::theme();
    const ui::ModeColors& colors = theme.mode(bracket.training);
    ImDrawList* list = ImGui::GetWindowDrawList();
    // The table clips to its last column here.
    const ImVec2 corner = ImGui::GetWindowPos(), size_of = ImGui::GetWindowSize();
    list->PushClipRect(corner, {corner.x + size_of.x, corner.y + size_of.y}, false);
    const float hook = ui::px(4);
    top += ui::px(3);
    bottom -= ui::px(3);
    ui::draw_vline(list, x, top, bottom, colors.outline, 2 * theme.hairline());
    ui::draw_hline(list, x, x + hook, top, colors.outline, 2 * theme.hairline());
    ui::draw_hline(list, x, x + hook, bottom, colors.outline, 2 * theme.hairline());
    const std::string count = std::to_string(bracket.count());
    const ImVec2 size = ui::text_size(ui::Face::SmallStrong, count);
    const ImVec2 center{x - ui::px(2) - size.x / 2 - ui::px(5), (top + bottom) / 2};
    const ImVec2 half{size.x / 2 + ui::px(4), size.y / 2 + ui::px(1)};
    list->AddRectFilled({center.x - half.x, center.y - half.y},
                        {center.x + half.x, center.y + half.y}, colors.tint, ui::px(4));
    ui::draw_text_centered(list, ui::Face::SmallStrong, center, colors.text, count);
    list->PopClipRect();
    ui::anchor_box("bracket", {x - hook, top}, {x + hook, bottom}, count);
}

void draw_row_menu(Frame& frame, const ModuleView& module) {
    using namespace engine::session;
    if (!ImGui::BeginPopupContextItem("menu")) return;
    const auto line = [&](const char* name, const Run& run) {
        if (ImGui::MenuItem(run.line.c_str())) frame.submit(run);
        ui::anchor(name);
    };
    const ui::AnchorScope scope("menu");
    {
        const ui::FontScope mono(ui::Face::Mono);
        line("train", set_mode(module.path, true));
        line("eval", set_mode(module.path, false));
        line("train_flag", set_flag(module.path, true));
        line("eval_flag", set_flag(module.path, false));
        if (module.parameter_tensors > 0) {
            ImGui::Separator();
            line("requires_grad_true", set_requires_grad(module.path, true));
            line("requires_grad_false", set_requires_grad(module.path, false));
        }
    }
    ImGui::EndPopup();
}

}  // namespace app::panels
