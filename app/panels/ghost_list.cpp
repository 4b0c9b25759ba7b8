#include "app/panels/ghost_list.h"

#include "app/panels/fitted_text.h"
#include "app/panels/pass_cursor.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <cmath>
#include <string>

namespace app::panels {
namespace {

using engine::session::GhostView;

constexpr float kHeading = 26;
constexpr float kLeft = 26;  // where the words begin, after the ring
constexpr float kRight = 10;
constexpr float kPadding = 3;  // over and under the words of a row

float title_height() {
    return ui::text_size(ui::Face::Text, "M").y;
}

float row_height(const GhostView& ghost, float width) {
    const float words =
        wrapped_height(ui::Face::Small, ghost.words, width - ui::px(kLeft + kRight));
    return std::ceil(title_height() + words + 2 * ui::px(kPadding));
}

std::string line_words(const GhostView& ghost) {
    return ghost.line > 0 ? "line " + std::to_string(ghost.line) : std::string();
}

std::string tooltip_of(const GhostView& ghost) {
    std::string words = "**" + ghost.title + "**";
    if (ghost.line > 0) words += ", " + line_words(ghost);
    return words + ": " + ghost.words + ".\n" + ghost.help;
}

void draw_words(const GhostView& ghost, ImVec2 min, ImVec2 max) {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float top = min.y + ui::px(kPadding);
    const float left = min.x + ui::px(kLeft);
    const float right = max.x - ui::px(kRight);
    const float ring = ui::px(4);
    list->AddCircle({min.x + ui::px(15), top + title_height() / 2}, ring, theme.ink2, 0,
                    std::max(1.0f, ui::px(1)));
    const std::string line = line_words(ghost);
    const ImVec2 size = ui::text_size(ui::Face::Small, line);
    ui::draw_text(list, ui::Face::Small, {right - size.x, top + (title_height() - size.y) / 2},
                  theme.ink2, line);
    ui::draw_text(list, ui::Face::Text, {left, top}, theme.ink,
                  shortened(ui::Face::Text, ghost.title, right - size.x - ui::px(8) - left));
    draw_wrapped(list, ui::Face::Small, {left, top + title_height()}, theme.ink2, ghost.words,
                 right - left);
}

}  // namespace

void GhostList::draw_row(const Frame& frame, const GhostView& ghost, int index) {
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 max{min.x + width, min.y + row_height(ghost, width)};
    const std::string id = std::to_string(index);
    if (ImGui::InvisibleButton(id.c_str(), {width, max.y - min.y})) {
        frame.window.workbench = true;  // where the cards are
        wanted_ = ghost.title;
    }
    ui::anchor("ghost/" + id, ghost.words);
    ui::tooltip(tooltip_of(ghost));
    if (ImGui::IsItemHovered()) {
        ImGui::GetWindowDrawList()->AddRectFilled(min, max, ui::theme().hover);
        frame.window.pointed = {.line = ghost.line, .card = ghost.card, .path = {}};
    }
    ui::draw_focus_ring(0);
    draw_words(ghost, min, max);
}

void GhostList::go_to_wanted(const Frame& frame) {
    for (const GhostView& ghost : frame.view.ghosts) {
        if (!wanted_ || ghost.title != *wanted_ || ghost.card < 0) continue;
        put_cursor(frame, ghost.card);
        wanted_.reset();
    }
}

float GhostList::height(const Frame& frame, float width) {
    if (frame.view.ghosts.empty()) return 0;
    float height = ui::px(kHeading);
    for (const GhostView& ghost : frame.view.ghosts) height += row_height(ghost, width);
    return height + ui::px(6);
}

void GhostList::draw(const Frame& frame, float height) {
    const ui::Theme& theme = ui::theme();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList* list = ImGui::GetWindowDrawList();
    ui::draw_hline(list, at.x + ui::px(10), at.x + width - ui::px(10), at.y, theme.line);
    ui::draw_text(list, ui::Face::SmallStrong, {at.x + ui::px(10), at.y + ui::px(7)}, theme.ink2,
                  "Not in the tree");
    ui::anchor_box("ghosts", at, {at.x + width, at.y + height});
    ImGui::SetCursorScreenPos({at.x, at.y + ui::px(kHeading)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::BeginChild("ghosts", {width, height - ui::px(kHeading)}, false,
                      ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NavFlattened);
    int index = 0;
    for (const GhostView& ghost : frame.view.ghosts) draw_row(frame, ghost, index++);
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    go_to_wanted(frame);
}

}  // namespace app::panels
