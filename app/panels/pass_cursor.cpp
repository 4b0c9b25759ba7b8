#include "app/panels/pass_cursor.h"

#include <imgui.h>

#include <algorithm>

namespace app::panels {
namespace {

using engine::session::CardView;
using engine::session::PassView;

int cards_of(const Frame& frame) {
    return static_cast<int>(frame.view.pass.cards.size());
}

const CardView& card_at(const PassView& pass, int card) {
    return pass.cards[static_cast<std::size_t>(card)];
}

}  // namespace

int current_card(const Frame& frame) {
    const int last = cards_of(frame) - 1;
    return std::min(frame.window.cursor.value_or(last), last);
}

bool inside_pass(const Frame& frame) {
    return current_card(frame) < cards_of(frame) - 1;
}

bool has_not_run(const Frame& frame, int card) {
    return card > current_card(frame);
}

void move_cursor(const Frame& frame, int by) {
    if (cards_of(frame) > 0) put_cursor(frame, current_card(frame) + by);
}

void put_cursor(const Frame& frame, int card) {
    const int last = cards_of(frame) - 1;
    if (last < 0) return;
    card = std::clamp(card, 0, last);
    frame.window.cursor.reset();
    if (card < last) frame.window.cursor = card;
    const CardView& at = card_at(frame.view.pass, card);
    if (at.module >= 0) frame.select(at.path);
}

void press_home_and_end(const Frame& frame, bool here) {
    if (!here || ImGui::GetIO().WantTextInput) return;
    const auto pressed = [](ImGuiKey key) {
        return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), false);
    };
    if (pressed(ImGuiKey_Home)) put_cursor(frame, 0);
    if (pressed(ImGuiKey_End)) put_cursor(frame, cards_of(frame) - 1);
}

int frame_of_card(const PassView& pass, int card) {
    const int depth = card_at(pass, card).depth;
    do {
        --card;
    } while (card >= 0 && card_at(pass, card).depth >= depth);
    return card;
}

int line_of_card(const PassView& pass, int card) {
    if (card >= static_cast<int>(pass.cards.size())) return 0;
    while (card >= 0 && card_at(pass, card).line == 0) card = frame_of_card(pass, card);
    return card < 0 ? 0 : card_at(pass, card).line;
}

bool is_lit(const Frame& frame, int card) {
    const int line = frame.window.lit.line;
    return line > 0 && line == line_of_card(frame.view.pass, card);
}

bool is_lit(const Frame& frame, const engine::session::ModuleView& module) {
    const Pointed& lit = frame.window.lit;
    const std::vector<CardView>& cards = frame.view.pass.cards;
    if (lit.path) return *lit.path == module.path;
    const int index = frame.module_index(module.path);
    if (lit.card >= 0 && lit.card < static_cast<int>(cards.size())) {
        return cards[static_cast<std::size_t>(lit.card)].module == index;
    }
    if (lit.line == 0) return false;
    for (int i = 0; i < static_cast<int>(cards.size()); ++i) {
        if (card_at(frame.view.pass, i).module == index && is_lit(frame, i)) return true;
    }
    return false;
}

}  // namespace app::panels
