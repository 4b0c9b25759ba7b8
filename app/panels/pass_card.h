#pragma once

#include "app/panels/frame.h"
#include "app/panels/layout.h"

#include <imgui.h>

#include <string>
#include <string_view>

namespace app::panels {

/// What a card shows besides its call.
struct CardLook {
    std::string key;  ///< anchor "card/<key>": the path, with "#call" for a second call
    int index = -1;   ///< in PassView::cards
    bool selected = false;
    bool current = false;                        ///< the cursor of the pass stands here
    bool has_not_run = false;                    ///< it comes after the cursor
    bool lit = false;                            ///< the mouse is on its line of the code
    bool preview = true;                         ///< nothing was written: "would"
    const std::string* effect_before = nullptr;  ///< what it did until a moment ago
    float picture = 0;                           ///< its height, pixels
    std::string_view error{};                    ///< PyTorch's words: this call raised
    std::string_view error_hint{};
};

/// Part of its height is CardLook::picture.
bool has_flexible_picture(const engine::session::CardView& card, const CardLook& look);

/// Pixels that a card takes, at most `widest` wide.
ImVec2 card_size(const engine::session::CardView& card, const CardLook& look, float widest);

/// Draws one call at `box` (screen); true when it was clicked.
bool draw_card(const Frame& frame, const engine::session::CardView& card, const CardLook& look,
               const Box& box);

/// Height of the head of a container's frame.
float frame_head_height();
/// Width that its head needs.
float frame_head_width(const engine::session::CardView& card);

/// Draws a container's outline and head; true when the head was clicked.
bool draw_frame(const Frame& frame, const engine::session::CardView& card, const CardLook& look,
                const Box& box);

/// "differs 0.31", "same"
std::string gap_words(double gap);
/// ⚑, where two settings part first; `at` is the foot of its pole.
void draw_flag(ImDrawList* list, ImVec2 at, float height, ui::Color color);

}  // namespace app::panels
