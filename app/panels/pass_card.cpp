#include "app/panels/pass_card.h"

#include "app/panels/batch_norm_marks.h"
#include "app/panels/fitted_text.h"
#include "app/panels/value_map.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace app::panels {
namespace {

using engine::session::CardView;
using engine::session::ModuleView;

constexpr float kWidth = 122;
constexpr float kErrorWidth = 300;
constexpr float kPadding = 5;
constexpr float kLargestCell = 6;
constexpr float kTitleRow = 20;
// Of a function's card, which is lighter than a module's.
constexpr float kLightWidth = 96;
constexpr float kLightPicture = 44;

/// A line under the picture.
struct Line {
    std::string words;
    ui::Face face = ui::Face::MonoSmall;
    ui::Color color;
    bool would = false;  ///< dashed: it was not written
    bool flag = false;   ///< the first difference
};

bool is_function(const CardView& card) {
    return card.module < 0 && card.class_name.empty();
}

/// A function that no mode changes: torch.cat, x + y. Its name, its picture, its shape.
bool is_light(const CardView& card, const CardLook& look) {
    return is_function(card) && !card.not_reached && card.effect.empty() && look.error.empty();
}

float picture_height(const CardView& card, const CardLook& look) {
    return is_light(card, look) ? ui::px(kLightPicture) : look.picture;
}

/// Under the title: the class. Nothing on a light card.
float second_line_height(const CardView& card, const CardLook& look) {
    return is_light(card, look) ? 0 : ui::text_size(ui::Face::Small, "M").y + ui::px(3);
}

bool has_marks(const CardView& card) {
    return !card.batch_mean.empty() || !card.running_mean.empty();
}

bool has_picture(const CardView& card, const CardLook& look) {
    return look.error.empty() && (has_marks(card) || !card.output.values.empty());
}

/// A picture of more than two dimensions is shown whole, a batch of rows as far as it goes.
bool shown_whole(const CardView& card) {
    return std::count(card.output_shape.begin(), card.output_shape.end(), ',') >= 2;
}

std::string class_line(const CardView& card) {
    if (is_function(card)) return "function";
    return card.class_name == card.title ? std::string() : card.class_name;
}

/// Most shapes have room at the right of the class, which saves a line.
bool shape_beside_class(const CardView& card, const CardLook& look, float inner) {
    if (card.output_shape.empty() || !look.error.empty() || is_light(card, look)) return false;
    return ui::text_size(ui::Face::Small, class_line(card)).x + ui::px(6) +
               ui::text_size(ui::Face::MonoSmall, card.output_shape).x <=
           inner;
}

std::vector<Line> lines_of(const CardView& card, const CardLook& look, float inner) {
    const ui::Theme& theme = ui::theme();
    std::vector<Line> lines;
    if (!look.error.empty()) {
        lines.push_back({std::string(look.error), ui::Face::MonoSmall, theme.error.text});
        if (!look.error_hint.empty()) {
            lines.push_back({std::string(look.error_hint), ui::Face::Small, theme.ink});
        }
        return lines;
    }
    if (!card.effect.empty()) lines.push_back({card.effect, ui::Face::MonoSmall, theme.ink});
    if (!card.note.empty()) {
        const bool would = look.preview && card.note.find("would") != std::string::npos;
        lines.push_back({card.note, ui::Face::MonoSmall, theme.ink2, would});
    }
    if (card.not_reached) lines.push_back({"flag not reached", ui::Face::Small, theme.ink});
    if (card.effect.empty() && !card.output.values.empty() && !is_light(card, look)) {
        lines.push_back({"μ " + two_digits(std::abs(card.mean) < 0.005 ? 0 : card.mean) + " σ " +
                             two_digits(card.sd),
                         ui::Face::MonoSmall, theme.ink2});
    }
    if (!card.output_shape.empty() && !shape_beside_class(card, look, inner)) {
        lines.push_back({card.output_shape, ui::Face::MonoSmall, theme.ink3});
    }
    if (card.gap) {
        lines.push_back({gap_words(*card.gap),
                         card.first_difference ? ui::Face::SmallStrong : ui::Face::Small,
                         *card.gap > 0 ? theme.ink : theme.ink3, false, card.first_difference});
    }
    return lines;
}

float line_indent(const Line& line) {
    return line.flag ? ui::px(12) : 0.0f;
}

float height_of(const Line& line, float width) {
    return wrapped_height(line.face, line.words, width - line_indent(line)) +
           (line.would ? ui::px(4) : ui::px(1));
}

const ModuleView* module_of(const Frame& frame, const CardView& card) {
    if (card.module < 0 || card.module >= static_cast<int>(frame.view.modules.size())) {
        return nullptr;
    }
    return &frame.view.modules[static_cast<std::size_t>(card.module)];
}

std::string tooltip_of(const Frame& frame, const CardView& card, bool on_chip) {
    const ModuleView* module = module_of(frame, card);
    if (on_chip && module) {
        std::string words = written_by(module->last_write);
        if (!card.reads_training) words += "\n" + card.class_name + " does not read it.";
        return words;
    }
    std::string words = "**" + (card.path.empty() ? card.title : card.path) + "**";
    if (card.line > 0) words += ", line " + std::to_string(card.line);
    if (module && !module->repr.empty() && !card.is_frame) words += "\n`" + module->repr + "`";
    if (!card.output_shape.empty()) words += "\noutput `" + card.output_shape + "`";
    if (!card.is_frame && !card.output.values.empty()) {
        words += " · mean " + two_digits(card.mean) + " · sd " + two_digits(card.sd);
    }
    if (!card.grad_fn.empty()) words += "\n`grad_fn=<" + card.grad_fn + ">`";
    if (has_marks(card)) {
        words +=
            "\nBars: running mean ± sd of each channel; marks: the batch's. In colour: what was "
            "used.";
    } else if (!card.output.values.empty() && !shown_whole(card)) {
        words += "\nOne row a sample, from the first on; purple below 0, green above, grey 0.";
    } else if (!card.output.values.empty()) {
        words += "\nThe first sample; purple below 0, green above, grey 0.";
    }
    if (card.not_reached) {
        words +=
            "\nIt runs, but it is not in the tree: model.train() and model.eval() do not reach it.";
    } else if (is_function(card) && !card.effect.empty()) {
        words += "\nA function: it has no flag of its own, and does what its call tells it.";
    } else if (is_function(card)) {
        words += "\nA function: it has no flag.";
    }
    return words;
}

void draw_outlines(ImDrawList* list, const CardView& card, const CardLook& look, ImVec2 min,
                   ImVec2 max) {
    const ui::Theme& theme = ui::theme();
    if (look.effect_before) {
        const float out = ui::px(2);
        ui::draw_outline(list, {min.x - out, min.y - out}, {max.x + out, max.y + out}, theme.glow,
                         theme.radius() + out, out);
    }
    if (!look.error.empty()) {
        list->AddRectFilled(min, max, theme.error.tint, theme.radius());
        ui::draw_outline(list, min, max, theme.error.outline, theme.radius());
    } else if (card.not_reached) {
        draw_dashed_box(list, min, max, theme.ink3);
    } else if (!look.effect_before) {
        ui::draw_outline(list, min, max, theme.line, theme.radius());
    }
    if (look.selected || look.effect_before) {
        ui::draw_outline(list, min, max, theme.accent, theme.radius(),
                         ui::px(look.selected ? 2.0f : 1.0f));
    }
}

/// The mode at the right end of the title: a chip where the flag is read, else its sign. Returns
/// where it begins.
float draw_card_mode(ImDrawList* list, const CardView& card, float right, float top) {
    if (is_function(card)) return right;  // it has no flag
    if (card.reads_training) {
        const char* word = card.training ? "T" : "E";
        const float x = right - ui::mode_chip_width(card.training, word);
        ImGui::SetCursorScreenPos({x, top});
        ui::mode_chip(card.training, word);
        return x - ui::px(4);
    }
    const float size = ui::px(8);
    ui::draw_mode_sign(list, {right - size / 2 - ui::px(2), top + ui::px(kTitleRow) / 2}, size,
                       card.training, ui::theme().mode(card.training).text);
    return right - size - ui::px(6);
}

void draw_picture(ImDrawList* list, const CardView& card, const CardLook& look, ImVec2 at,
                  float width) {
    if (has_marks(card)) {
        draw_batch_norm_marks(list, at, {at.x + width, at.y + look.picture}, card);
        return;
    }
    const MapFit fit =
        fit_map(card.output, {width, picture_height(card, look)}, kLargestCell, shown_whole(card));
    draw_map(list, "pass/" + look.key, card.output, fit, at);
}

void draw_lines(ImDrawList* list, const std::vector<Line>& lines, ImVec2 at, float width) {
    for (const Line& line : lines) {
        const float height = height_of(line, width);
        const float indent = line_indent(line);
        float y = at.y;
        if (line.would) {
            const float text = std::min(ui::text_size(line.face, line.words).x, width);
            draw_dashed_box(list, {at.x - ui::px(3), y},
                            {at.x + text + ui::px(3), y + height - ui::px(1)}, ui::theme().ink3);
            y += ui::px(1);
        }
        if (line.flag) {
            draw_flag(list, {at.x + ui::px(1), y + height - ui::px(3)}, height - ui::px(5),
                      line.color);
        }
        draw_wrapped(list, line.face, {at.x + indent, y}, line.color, line.words, width - indent);
        at.y += height;
    }
}

/// ▸ where the cursor of the pass stands; returns its width.
float draw_cursor(ImDrawList* list, ImVec2 left) {
    const float half = ui::px(4);
    list->AddTriangleFilled({left.x, left.y - half}, {left.x + 1.5f * half, left.y},
                            {left.x, left.y + half}, ui::theme().accent);
    return ui::px(9);
}

/// The class and the shape of its output, or for a moment what it did before.
void draw_second_line(ImDrawList* list, const CardView& card, const CardLook& look, ImVec2 at,
                      float inner) {
    const std::string words = look.effect_before ? "was: " + *look.effect_before : class_line(card);
    ui::draw_text(list, ui::Face::Small, at, ui::theme().ink2,
                  shortened(ui::Face::Small, words, inner));
    if (look.effect_before || look.has_not_run || !shape_beside_class(card, look, inner)) return;
    ui::draw_text(list, ui::Face::MonoSmall, {at.x + inner, at.y}, ui::theme().ink3,
                  card.output_shape, ui::Align::Right);
}

}  // namespace

std::string gap_words(double gap) {
    if (gap == 0) return "same";
    return "differs " + (std::abs(gap) < 0.01 ? short_number(gap) : two_digits(gap));
}

void draw_flag(ImDrawList* list, ImVec2 at, float height, ui::Color color) {
    const float pole = std::max(1.0f, ui::px(1));
    const float top = at.y - height;
    list->AddRectFilled({at.x, top}, {at.x + pole, at.y}, color);
    list->AddTriangleFilled({at.x + pole, top}, {at.x + pole + height * 0.7f, top + height * 0.3f},
                            {at.x + pole, top + height * 0.6f}, color);
}

bool has_flexible_picture(const CardView& card, const CardLook& look) {
    return has_picture(card, look) && !is_light(card, look);
}

ImVec2 card_size(const CardView& card, const CardLook& look, float widest) {
    const float wanted = is_light(card, look) ? kLightWidth
                         : look.error.empty() ? kWidth
                                              : kErrorWidth;
    const float width = std::min(ui::px(wanted), widest);
    const float inner = width - 2 * ui::px(kPadding);
    float height = 2 * ui::px(kPadding) + ui::px(kTitleRow);
    height += second_line_height(card, look);
    if (has_picture(card, look)) height += picture_height(card, look) + ui::px(4);
    for (const Line& line : lines_of(card, look, inner)) height += height_of(line, inner);
    return {width, std::ceil(height)};
}

bool draw_card(const Frame& frame, const CardView& card, const CardLook& look, const Box& box) {
    const ui::Theme& theme = ui::theme();
    const ImVec2 min{std::round(box.x), std::round(box.y)};
    const ImVec2 max{std::round(box.right()), std::round(box.bottom())};
    ImGui::SetCursorScreenPos(min);
    const bool clicked = ImGui::InvisibleButton(look.key.c_str(), {max.x - min.x, max.y - min.y});
    ui::anchor("card/" + look.key, look.error.empty() ? card.effect : "error");
    const float pad = ui::px(kPadding);
    const float chip_left = max.x - pad - ui::mode_chip_width(card.training, "T");
    const ImVec2 mouse = ImGui::GetMousePos();
    ui::tooltip(tooltip_of(frame, card, mouse.x >= chip_left && mouse.y < min.y + ui::px(26)));
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (hovered) frame.window.pointed.card = look.index;
    if (!ImGui::IsRectVisible(min, max)) return clicked;
    if (hovered || look.lit) list->AddRectFilled(min, max, theme.hover, theme.radius());
    draw_outlines(list, card, look, min, max);
    ui::draw_focus_ring(theme.radius());

    const float left = min.x + pad;
    const float inner = max.x - min.x - 2 * pad;
    float y = min.y + pad;
    const float title_end = draw_card_mode(list, card, max.x - pad, y);
    const bool light = is_light(card, look);
    const ui::Face face = light ? ui::Face::Text : ui::Face::Strong;
    const float title_height = ui::text_size(face, "M").y;
    const float mark = look.current ? draw_cursor(list, {left, y + ui::px(kTitleRow) / 2}) : 0;
    ui::draw_text(list, face, {left + mark, y + (ui::px(kTitleRow) - title_height) / 2},
                  light ? theme.ink2 : theme.ink,
                  shortened(face, card.title, title_end - left - mark));
    y += ui::px(kTitleRow);
    if (!light) draw_second_line(list, card, look, {left, y}, inner);
    y += second_line_height(card, look);
    if (look.has_not_run) {  // as large as it will be, so that nothing moves
        ui::draw_text(list, ui::Face::Small, {left, y}, theme.ink3,
                      shortened(ui::Face::Small, "has not run yet", inner));
        return clicked;
    }
    if (has_picture(card, look)) {
        draw_picture(list, card, look, {left, y}, inner);
        y += picture_height(card, look) + ui::px(4);
    }
    draw_lines(list, lines_of(card, look, inner), {left, y}, inner);
    return clicked;
}

float frame_head_height() {
    return ui::px(26);
}

float frame_head_width(const CardView& card) {
    return ui::px(10 + 8 + 10) + ui::text_size(ui::Face::Strong, card.title).x +
           ui::mode_chip_width(card.training);
}

bool draw_frame(const Frame& frame, const CardView& card, const CardLook& look, const Box& box) {
    const ui::Theme& theme = ui::theme();
    const ImVec2 min{std::round(box.x), std::round(box.y)};
    const ImVec2 max{std::round(box.right()), std::round(box.bottom())};
    ImGui::SetCursorScreenPos(min);
    const bool clicked =
        ImGui::InvisibleButton(look.key.c_str(), {max.x - min.x, frame_head_height()});
    ui::anchor("card/" + look.key, mode_word(card.training));
    const float chip = min.x + ui::px(10 + 8) + ui::text_size(ui::Face::Strong, card.title).x;
    const float mouse = ImGui::GetMousePos().x;
    const bool on_chip = mouse >= chip && mouse < chip + ui::mode_chip_width(card.training);
    ui::tooltip(tooltip_of(frame, card, on_chip));
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float middle = min.y + frame_head_height() / 2;
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) frame.window.pointed.card = look.index;
    if (look.lit) {
        list->AddRectFilled(min, {max.x, min.y + frame_head_height()}, theme.hover, theme.radius());
    }
    if (look.current) draw_cursor(list, {min.x + ui::px(1), middle});
    ui::draw_outline(list, min, max, look.selected || hovered ? theme.accent : theme.line,
                     theme.radius(), ui::px(look.selected ? 2.0f : 1.0f));
    ui::draw_focus_ring(theme.radius());
    const float title_height = ui::text_size(ui::Face::Strong, "M").y;
    ui::draw_text(list, ui::Face::Strong, {min.x + ui::px(10), middle - title_height / 2},
                  theme.ink, card.title);
    ImGui::SetCursorScreenPos({chip, std::round(middle - ui::px(10))});
    ui::mode_chip(card.training);
    const float class_left = chip + ui::mode_chip_width(card.training) + ui::px(8);
    const float class_height = ui::text_size(ui::Face::Small, "M").y;
    if (class_left + ui::text_size(ui::Face::Small, card.class_name).x < max.x - ui::px(8)) {
        ui::draw_text(list, ui::Face::Small, {class_left, middle - class_height / 2}, theme.ink2,
                      card.class_name);
    }
    return clicked;
}

}  // namespace app::panels
