#include "app/panels/pass_stepper.h"

#include "app/panels/pass_cursor.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <string>

namespace app::panels {
namespace {

constexpr const char* kAtEnd = "output";

std::string place_of(const Frame& frame, int card) {
    return std::to_string(card + 1) + " of " + std::to_string(frame.view.pass.cards.size());
}

float words_width(const Frame& frame) {
    const int last = static_cast<int>(frame.view.pass.cards.size()) - 1;
    return std::max(ui::text_size(ui::Face::Text, kAtEnd).x,
                    ui::text_size(ui::Face::Text, place_of(frame, last)).x);
}

ui::ButtonOptions step_button(bool enabled, std::string_view tooltip) {
    return {.tooltip = tooltip, .enabled = enabled, .small = true, .width = ui::px(24)};
}

}  // namespace

float pass_stepper_width(const Frame& frame) {
    return 2 * ui::px(24) + 2 * ui::px(6) + words_width(frame);
}

void draw_pass_stepper(const Frame& frame) {
    const float y = ImGui::GetCursorPosY();
    const int at = current_card(frame);
    const bool end = !inside_pass(frame);
    if (ui::button("‹##back", step_button(at > 0, "The call before: [ (Home: the first)"))) {
        move_cursor(frame, -1);
    }
    ui::anchor("call_before");
    ui::same_line(6);
    const std::string words = end ? kAtEnd : place_of(frame, at);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = words_width(frame);
    const float height = ui::text_size(ui::Face::Text, words).y;
    ImGui::SetCursorPosY(y);
    ImGui::Dummy({width, ui::px(22)});
    ui::tooltip(
        "The pass, call by call: what comes after the cursor has not run yet. Tree, code and cards "
        "follow it.");
    ui::anchor("call", words);
    ui::draw_text(ImGui::GetWindowDrawList(), ui::Face::Text,
                  {min.x + width / 2, min.y + (ui::px(22) - height) / 2}, ui::theme().ink2, words,
                  ui::Align::Center);
    ui::same_line(6);
    ImGui::SetCursorPosY(y);
    if (ui::button("›##on", step_button(!end, "The next call: ] (End: the output)"))) {
        move_cursor(frame, 1);
    }
    ui::anchor("call_after");
}

}  // namespace app::panels
