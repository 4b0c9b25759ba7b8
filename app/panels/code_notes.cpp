#include "app/panels/code_notes.h"

#include "app/panels/fitted_text.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <string>

namespace app::panels {
namespace {

constexpr float kLeast = 60;  // a note narrower than that is left out
constexpr float kSign = 13;

}  // namespace

void draw_code_notes(const std::vector<engine::session::CodeNote>& notes, ImVec2 min, ImVec2 max) {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float pad = ui::px(6);
    float right = max.x;
    for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
        const float sign = note->training ? ui::px(kSign) : 0;
        const float room = right - min.x - 2 * pad - sign;
        if (room < ui::px(kLeast)) return;
        const std::string words = shortened(ui::Face::Small, note->words, room);
        const ImVec2 size = ui::text_size(ui::Face::Small, words);
        const float left = right - size.x - sign - 2 * pad;
        const float middle = (min.y + max.y) / 2;
        list->AddRectFilled({left, min.y + ui::px(1)}, {right, max.y - ui::px(1)}, theme.ground,
                            ui::px(4));
        if (note->training) {
            ui::draw_mode_sign(list, {left + pad + ui::px(4), middle}, ui::px(8), *note->training,
                               theme.mode(*note->training).text);
        }
        ui::draw_text(list, ui::Face::Small, {left + pad + sign, middle - size.y / 2}, theme.ink2,
                      words);
        right = left - ui::px(4);
    }
}

}  // namespace app::panels
