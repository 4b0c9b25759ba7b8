#include "app/panels/pass_comparison.h"

#include "app/panels/fitted_text.h"
#include "app/panels/pass_card.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace app::panels {
namespace {

using engine::session::CardView;
using engine::session::CompareWith;
using engine::session::SessionView;

constexpr float kPadding = 10;
constexpr float kBars = 44;  // the longest bar, at least

std::vector<const CardView*> compared_cards(const SessionView& view) {
    std::vector<const CardView*> cards;
    for (const CardView& card : view.pass.cards) {
        if (card.gap && !card.is_frame) cards.push_back(&card);
    }
    return cards;
}

float small_line() {
    return ui::text_size(ui::Face::Small, "M").y;
}

std::string bar_number(double gap) {
    return std::abs(gap) < 0.01 ? short_number(gap) : two_digits(gap);
}

/// "same weights, batch and seed: as now against ■ all eval"
void draw_settings(const SessionView& view, ImVec2 at, float right) {
    ImGui::SetCursorScreenPos(at);
    const std::string_view other = name_of(view.watch.compare);
    const bool has_mode = view.watch.compare != CompareWith::Saved;
    const bool training = view.watch.compare == CompareWith::AllTrain;
    const char* words = "same weights, batch and seed: as now against";
    const float chip = ui::mode_chip_width(training, other);
    const float room = right - at.x;
    const bool fits = ui::text_size(ui::Face::Text, words).x + ui::px(8) + chip <= room;
    ui::text(fits ? words : "as now against", {.color = ui::theme().ink2});
    ui::same_line(8);
    if (has_mode) {
        ui::mode_chip(training, other);
    } else {
        ui::chip(other);
    }
}

}  // namespace

bool is_compared(const SessionView& view) {
    return view.watch.compare != CompareWith::Nothing && !compared_cards(view).empty();
}

std::string_view name_of(CompareWith with) {
    switch (with) {
        case CompareWith::AllEval:
            return "all eval";
        case CompareWith::AllTrain:
            return "all train";
        case CompareWith::Saved:
            return "saved flags";
        case CompareWith::Nothing:
            break;
    }
    return "nothing";
}

std::string comparison_words(const SessionView& view, float width) {
    const auto count = static_cast<int>(view.pass.cards.size());
    if (view.pass.first_difference < 0 || view.pass.first_difference >= count) {
        return "No call differs: **" + std::string(name_of(view.watch.compare)) +
               "** computes the same.";
    }
    const CardView& card = view.pass.cards[static_cast<std::size_t>(view.pass.first_difference)];
    const std::string words = "first parting at **" + (card.path.empty() ? card.title : card.path) +
                              "** · output differs by **" + bar_number(view.pass.output_gap) + "**";
    const std::string whole = words + " on average";
    // The marks are measured, too: a little too wide is the safe side.
    return ui::text_size(ui::Face::Text, whole).x <= width ? whole : words;
}

float comparison_height() {
    return ui::px(2 * kPadding + kBars + 4 + 4) + ui::text_size(ui::Face::Strong, "M").y +
           ui::px(26) + 2 * small_line();
}

float comparison_width() {
    return ui::px(280);
}

void draw_comparison(const Frame& frame, const Box& box) {
    const SessionView& view = frame.view;
    const ui::Theme& theme = ui::theme();
    const std::vector<const CardView*> cards = compared_cards(view);
    const ImVec2 min{std::round(box.x), std::round(box.y)};
    const ImVec2 max{std::round(box.right()), std::round(box.bottom())};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(min, max, theme.ground, theme.radius());
    ui::anchor_box("comparison", min, max, name_of(view.watch.compare));
    const float pad = ui::px(kPadding);
    const float left = min.x + pad, right = max.x - pad;
    const std::string title = "Compare with " + std::string(name_of(view.watch.compare));
    ui::draw_text(list, ui::Face::Strong, {left, min.y + pad}, theme.ink, title);
    draw_settings(view, {left, min.y + pad + ui::text_size(ui::Face::Strong, "M").y + ui::px(4)},
                  right);

    double largest = 0;
    for (const CardView* card : cards) largest = std::max(largest, *card->gap);
    const float base = max.y - pad - small_line() - ui::px(4);
    const float longest = ui::px(kBars) + std::max(0.0f, max.y - min.y - comparison_height());
    const float slot = (right - left) / static_cast<float>(cards.size());
    const float gap = std::min(ui::px(8), std::floor(slot * 0.2f));
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const CardView& card = *cards[i];
        const float x0 = std::round(left + slot * static_cast<float>(i));
        const float x1 = std::round(left + slot * static_cast<float>(i + 1) - gap);
        const float length =
            largest > 0 ? std::round(longest * static_cast<float>(*card.gap / largest)) : 0;
        ImGui::SetCursorScreenPos({x0, base - longest - small_line()});
        ImGui::PushID(card.call);
        const bool clicked = ImGui::InvisibleButton(
            "bar", {std::max(x1 - x0, 1.0f), max.y - pad - base + longest + small_line()});
        ImGui::PopID();
        ui::anchor("comparison/" + (card.path.empty() ? card.title : card.path),
                   bar_number(*card.gap));
        if (clicked && !card.path.empty()) frame.select(card.path);
        ui::draw_focus_ring(ui::px(2));
        ui::tooltip("**" + (card.path.empty() ? card.title : card.path) + "**\n" +
                    (*card.gap > 0 ? "mean |difference| of its output: " + bar_number(*card.gap)
                                   : "computes the same in both"));
        const ui::Color color = card.first_difference ? theme.accent : theme.bar;
        list->AddRectFilled({x0, base - std::max(length, theme.hairline())}, {x1, base}, color);
        const std::string number = bar_number(*card.gap);
        const bool wide = ui::text_size(ui::Face::Small, number).x <= slot;
        if (card.first_difference) {
            draw_flag(list, {x0, base - length - (wide ? small_line() : 0) - ui::px(1)},
                      small_line() * 0.7f, theme.accent);
        }
        if (*card.gap > 0 && wide) {
            ui::draw_text(list, ui::Face::Small, {(x0 + x1) / 2, base - length - small_line()},
                          theme.ink, number, ui::Align::Center);
        }
        if (ui::text_size(ui::Face::Small, card.title).x <= slot) {
            ui::draw_text(list, ui::Face::Small, {(x0 + x1) / 2, base + ui::px(4)}, theme.ink2,
                          card.title, ui::Align::Center);
        }
    }
}

}  // namespace app::panels
