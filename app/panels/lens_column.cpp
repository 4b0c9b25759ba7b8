#include "app/panels/lens_column.h"

#include "app/ui/context.h"
#include "app/ui/widgets.h"

namespace app::panels {

void LensColumn::words(std::string_view text) {
    line(ui::Face::Text, text, ui::theme().ink2);
}
void LensColumn::big(std::string_view text, ui::Color color) {
    const bool fits = ui::text_size(ui::Face::BigNumber, text).x <= width_;
    line(fits ? ui::Face::BigNumber : ui::Face::MonoStrong, text, color);
}
void LensColumn::mono(std::string_view text, ui::Color color) {
    line(ui::Face::Mono, text, color);
}
void LensColumn::mono_strong(std::string_view text, ui::Color color) {
    line(ui::Face::MonoStrong, text, color);
}
void LensColumn::gap(float pixels) {
    at_.y += ui::px(pixels);
}

void LensColumn::big_with_sign(bool training, std::string_view text) {
    const auto& mode = ui::theme().mode(training);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float height = ui::text_size(ui::Face::BigNumber, text).y;
    ui::draw_mode_sign(list, {at_.x + ui::px(6), at_.y + height / 2}, ui::px(11), training,
                       mode.outline);
    ui::draw_text(list, ui::Face::BigNumber, {at_.x + ui::px(20), at_.y}, mode.text, text);
    at_.y += height;
}

void LensColumn::locked(std::string_view text) {
    const auto& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float height = ui::text_size(ui::Face::Text, text).y;
    const ImVec2 center{at_.x + ui::px(5), at_.y + height / 2 + ui::px(1)};
    const float half = ui::px(4);
    list->AddRectFilled({center.x - half, center.y - ui::px(1)}, {center.x + half, center.y + half},
                        theme.ink2, ui::px(1));
    list->PathArcTo({center.x, center.y - ui::px(1)}, ui::px(3), 3.14159265f, 6.2831853f);
    list->PathStroke(theme.ink2, 0, ui::px(1.5f));
    ui::draw_text(list, ui::Face::Text, {at_.x + ui::px(14), at_.y}, theme.ink2, text);
    at_.y += height;
}

void LensColumn::line(ui::Face face, std::string_view text, ui::Color color) {
    ui::draw_text(ImGui::GetWindowDrawList(), face, at_, color, text);
    at_.y += ui::text_size(face, text).y;
}

}  // namespace app::panels
