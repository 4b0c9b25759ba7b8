#include "app/panels/fitted_text.h"
#include "app/panels/flow.h"
#include "app/panels/just_changed.h"
#include "app/panels/panels.h"
#include "app/panels/pass_card.h"
#include "app/panels/pass_comparison.h"
#include "app/panels/pass_cursor.h"
#include "app/panels/pass_stepper.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace app::panels {
namespace {

using engine::session::CardView;
using engine::session::CompareWith;
using engine::session::SessionView;

// Height of a card's picture, at 100 %.
constexpr float kPicture = 72;
constexpr float kLeastPicture = 36;

const std::vector<std::string> kComparisons{"nothing", "all eval", "all train", "saved"};
const std::vector<std::string> kDraws{"same draw as before", "let the stream shift"};

/// What decides whether a card did something else: its words without the counts, which differ from
/// mask to mask.
std::string sense_of(const CardView& card) {
    std::string sense(mode_word(card.training));
    for (const char letter : card.effect) {
        if (letter < '0' || letter > '9') sense += letter;
    }
    return sense;
}

/// Every call of the last pass in order, as cards in the frames of their containers.
class PassPanel final : public Panel {
public:
    PassPanel()
        : Panel({.id = "pass",
                 .title = "The pass",
                 .help = "Every call of one forward pass, in order, and what its mode did. A "
                         "preview writes nothing; compare it with another setting of the flags "
                         "to see where they part."}) {}

protected:
    void draw(Frame& frame) override {
        changes_.begin(frame.view.recipe.id, frame.view.playing);
        press_home_and_end(frame, frame.window.hovered_part == about().id ||
                                      ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows));
        if (!frame.view.loaded) {
            ui::text_wrapped("No session yet. Once a model is open, its pass stands here.",
                             {.color = ui::theme().ink2});
            ui::anchor("empty");
            return;
        }
        draw_tools(frame);
        const bool raised = !frame.view.pass.error.empty();
        if (frame.view.pass.cards.empty() && !raised) {
            ui::text_wrapped("No pass yet. Press R for a preview: nothing is written.",
                             {.color = ui::theme().ink2});
            ui::anchor("empty");
            return;
        }
        // The tools stay in sight while the cards scroll, where both have room.
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const bool apart = room.y > ImGui::GetWindowHeight() / 2;
        if (apart) {
            ImGui::BeginChild("calls", room, false,
                              ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NavFlattened);
        }
        draw_cards(frame);
        if (raised && frame.view.pass.error_card < 0) draw_error(frame);
        if (draws_below_) draw_draws(frame);
        if (apart) ImGui::EndChild();
    }

private:
    // --- Header and tools

    static std::string_view chip_words(const SessionView& view) {
        return view.pass.preview ? "Preview: nothing is written ✓" : "Real pass: written";
    }

    static void draw_chip(const SessionView& view) {
        std::string tooltip =
            "In train, BatchNorm wrote its buffers and Dropout used up random numbers.";
        if (view.pass.preview) {
            tooltip = "Weights, buffers, flags and random numbers before and after: identical";
            if (!view.pass.hash.empty()) tooltip += " (" + view.pass.hash + ")";
        }
        ui::chip(chip_words(view), tooltip);
        ui::anchor("preview", view.pass.preview ? "preview" : "real");
    }

    static float chip_width(const SessionView& view) {
        return ui::text_size(ui::Face::SmallStrong, chip_words(view)).x + ui::px(24);
    }

    static ui::ButtonOptions preview_button(const SessionView& view, bool with_key) {
        return {.key = with_key ? "R" : "",
                .tooltip =
                    "One more forward pass of this batch on a copy (R): new masks, nothing is "
                    "written.",
                .enabled = !view.playing && !view.busy};
    }

    static ui::ButtonOptions real_button(const SessionView& view) {
        return {.tooltip =
                    "y = model(x). In train, BatchNorm writes its buffers and Dropout uses "
                    "up random numbers. No weight changes.",
                .enabled = !view.playing && !view.busy};
    }

    static float buttons_width(const SessionView& view, bool with_key) {
        return ui::button_width("Preview again", preview_button(view, with_key)) + ui::px(8) +
               ui::button_width("Run it for real", real_button(view));
    }

    static void draw_buttons(const Frame& frame, bool with_key) {
        if (ui::button("Preview again", preview_button(frame.view, with_key)))
            frame.requests.preview();
        ui::anchor("preview_again");
        ui::same_line(8);
        if (ui::button("Run it for real", real_button(frame.view))) {
            frame.submit(engine::session::Commit{});
        }
        ui::anchor("run_for_real");
    }

    /// The next tool: on this line if `width` fits, else on a new one.
    static void next_tool(float right, float width) {
        const float left = ImGui::GetItemRectMax().x + ui::px(16);
        if (left + width <= right) ui::same_line(16);
    }

    static float links_width(const std::vector<std::string>& words) {
        float width = 0;
        for (const std::string& word : words) {
            width += ui::text_size(ui::Face::Strong, word).x + ui::px(18);
        }
        return width;
    }

    void draw_tools(Frame& frame) {
        const SessionView& view = frame.view;
        const float title = ui::px(10) + ui::text_size(ui::Face::Strong, about().title).x;
        const float room = ImGui::GetWindowWidth() - title - ui::px(10);
        const bool steps = view.pass.cards.size() > 1;
        const float stepper = steps ? pass_stepper_width(frame) + ui::px(10) : 0;
        // Where it is crowded the name of its key goes first: the tooltip has it, too.
        const bool key = ui::px(10) + stepper + buttons_width(view, true) <= room;
        const float buttons = buttons_width(view, key);
        const bool buttons_fit = ui::px(10) + buttons <= room;
        const bool stepper_fits = steps && ui::px(10) + stepper + buttons <= room;
        const bool chip_fits = ui::px(20) + stepper + chip_width(view) + buttons <= room;
        if (stepper_fits || chip_fits) {
            ui::begin_panel_header();
            ImGui::SetCursorPosY(ui::px(4));
            if (stepper_fits) draw_pass_stepper(frame);
            if (stepper_fits && chip_fits) ui::same_line(10);
            if (chip_fits) draw_chip(view);
            ui::end_panel_header();
        }
        if (buttons_fit) {
            ui::begin_panel_header(buttons);
            ImGui::SetCursorPosY(ui::px(2));
            draw_buttons(frame, key);
            ui::end_panel_header();
        }
        const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
        if (!buttons_fit) draw_buttons(frame, key);
        if (steps && !stepper_fits) {
            if (!buttons_fit) next_tool(right, pass_stepper_width(frame));
            draw_pass_stepper(frame);
        }
        if (!chip_fits) {
            if (!buttons_fit || (steps && !stepper_fits)) next_tool(right, chip_width(view));
            draw_chip(view);
        }
        const std::string& batch = view.pass.batch;
        if (!batch.empty()) {
            if (!chip_fits) next_tool(right, ui::text_size(ui::Face::Text, batch).x);
            ui::text_wrapped(batch, {.color = ui::theme().ink2});
            ui::anchor("batch", batch);
        }
        draw_choices(frame, right, !batch.empty() || !chip_fits);
    }

    /// What to compare with and, where there is room beside it, which numbers are drawn.
    void draw_choices(Frame& frame, float right, bool follows) {
        engine::session::Watch& watch = frame.window.watch;
        const char* label = "Compare with:";
        const float compare_width =
            ui::text_size(ui::Face::Text, label).x + ui::px(8) + links_width(kComparisons);
        if (follows) next_tool(right, compare_width);
        const float left = ImGui::GetCursorScreenPos().x;
        ui::text(label, {.color = ui::theme().ink2});
        ui::same_line(8);
        int compare = static_cast<int>(watch.compare);
        ImGui::BeginGroup();
        if (ui::link_group("compare", kComparisons, compare)) {
            watch.compare = static_cast<CompareWith>(compare);
        }
        ImGui::EndGroup();
        ui::tooltip(
            "The same weights, batch and draws with other flags. **saved** keeps the flags "
            "of the moment you choose it: flip something then, and see what differs.");
        draws_below_ = left + compare_width + ui::px(16) + links_width(kDraws) > right;
        if (!draws_below_) {
            ui::same_line(16);
            draw_draws(frame);
        }
        if (is_compared(frame.view)) {
            ImGui::BeginGroup();
            ui::rich_text(comparison_words(frame.view, ImGui::GetContentRegionAvail().x));
            ImGui::EndGroup();
            ui::anchor("comparison_result");
        }
    }

    static void draw_draws(Frame& frame) {
        engine::session::Watch& watch = frame.window.watch;
        int shift = watch.let_stream_shift ? 1 : 0;
        ImGui::BeginGroup();
        if (ui::link_group("draws", kDraws, shift)) watch.let_stream_shift = shift == 1;
        ImGui::EndGroup();
        ui::tooltip(
            "A Dropout in eval draws nothing, so every later mask shifts. **same draw as "
            "before** gives each call the numbers it had; **let the stream shift** is one "
            "plain PyTorch run.");
    }

    // --- Cards

    static std::string_view name_of(const CardView& card) {
        return card.path.empty() ? card.title : card.path;
    }

    static bool lit_in_tree(const Frame& frame, const CardView& card) {
        const auto& path = frame.window.lit.path;
        return path && card.module >= 0 && *path == card.path;
    }

    std::vector<CardLook> looks_of(const Frame& frame) {
        const engine::session::PassView& pass = frame.view.pass;
        std::vector<CardLook> looks;
        looks.reserve(pass.cards.size());
        std::map<std::string_view, int> seen;
        for (std::size_t i = 0; i < pass.cards.size(); ++i) {
            const CardView& card = pass.cards[i];
            CardLook look;
            look.key = name_of(card);
            if (const int calls = ++seen[name_of(card)]; calls > 1) {
                look.key += "#" + std::to_string(calls);
            }
            look.index = static_cast<int>(i);
            look.current = inside_pass(frame) && look.index == current_card(frame);
            look.has_not_run = has_not_run(frame, look.index);
            look.lit = is_lit(frame, look.index) || lit_in_tree(frame, card);
            look.selected = card.module >= 0 && card.path == frame.window.watch.selected;
            look.preview = pass.preview;
            if (static_cast<int>(i) == pass.error_card) {
                look.error = pass.error;
                look.error_hint = pass.error_hint;
            }
            if (card.reads_training && !card.is_frame) {
                const std::string shown =
                    card.effect.empty() ? std::string(mode_word(card.training)) : card.effect;
                look.effect_before = changes_.before(look.key, shown, sense_of(card));
            }
            looks.push_back(std::move(look));
        }
        return looks;
    }

    void draw_cards(Frame& frame) {
        const std::vector<CardView>& cards = frame.view.pass.cards;
        const FlowSizes sizes{.gap = ui::px(4), .padding = ui::px(4)};
        const ImVec2 origin = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        std::vector<FlowItem> items;
        items.reserve(cards.size() + 1);
        std::vector<CardLook> looks = looks_of(frame);
        for (std::size_t i = 0; i < cards.size(); ++i) {
            const CardView& card = cards[i];
            if (card.is_frame && looks[i].error.empty()) {
                items.push_back({card.depth, true, frame_head_width(card), frame_head_height()});
                continue;
            }
            const float inset = 2 * sizes.padding * static_cast<float>(card.depth);
            const ImVec2 size = card_size(card, looks[i], width - inset);
            items.push_back({.depth = card.depth,
                             .is_frame = card.is_frame,
                             .width = size.x,
                             .height = size.y,
                             .flexible = has_flexible_picture(card, looks[i])});
        }
        const int current = current_card(frame);
        const bool stepped = frame.window.cursor != seen_cursor_;
        if (stepped) followed_ = frame.window.watch.selected;
        seen_cursor_ = frame.window.cursor;
        const bool compared = is_compared(frame.view);
        if (compared) {
            items.push_back(
                {.width = comparison_width(), .height = comparison_height(), .stretch = true});
        }
        // Pictures are as high as lets the lower edge of the view cut no card.
        const float above = origin.y + ImGui::GetScrollY() - ImGui::GetWindowPos().y;
        const float picture = flexible_height(items, width, sizes, ImGui::GetWindowHeight() - above,
                                              ui::px(kLeastPicture), ui::px(kPicture));
        for (std::size_t i = 0; i < cards.size(); ++i) {
            looks[i].picture = picture;
            if (items[i].flexible) items[i].height += picture;
        }
        const FlowPlaces places = flow(items, width, sizes);
        const auto on_screen = [&](std::size_t i) {
            Box box = places.boxes[i];
            box.x += origin.x;
            box.y += origin.y;
            return box;
        };
        for (std::size_t i = 0; i < cards.size(); ++i) {
            const Box box = on_screen(i);
            const bool as_frame = cards[i].is_frame && looks[i].error.empty();
            const float height = as_frame ? frame_head_height() : box.height;
            if (stepped && looks[i].index == current) bring_into_sight(box, height);
            if (looks[i].selected && !stepped) follow_selection(frame, box, height);
            const bool clicked = as_frame ? draw_frame(frame, cards[i], looks[i], box)
                                          : draw_card(frame, cards[i], looks[i], box);
            if (clicked && cards[i].module >= 0) {
                frame.select(cards[i].path);
                followed_ = cards[i].path;
            }
        }
        if (compared) draw_comparison(frame, on_screen(cards.size()));
        ImGui::SetCursorScreenPos(origin);
        ImGui::Dummy({width, places.height});
    }

    /// A module selected elsewhere comes into sight; of a container, its head.
    void follow_selection(const Frame& frame, const Box& box, float height) {
        const std::string& selected = frame.window.watch.selected;
        const bool first = !followed_;
        if (!first && *followed_ == selected) return;
        followed_ = selected;
        if (!first) bring_into_sight(box, height);
    }

    static void bring_into_sight(const Box& box, float height) {
        const float top = ImGui::GetWindowPos().y;
        if (box.y >= top && box.y + height <= top + ImGui::GetWindowHeight()) return;
        ImGui::SetScrollFromPosY(box.y - top, 0.2f);
    }

    /// A failure that belongs to no card: a function of forward, or the batch itself.
    static void draw_error(const Frame& frame) {
        const ui::Theme& theme = ui::theme();
        const engine::session::PassView& pass = frame.view.pass;
        const ImVec2 min = ImGui::GetCursorScreenPos();
        const float pad = ui::px(10);
        const float width = ImGui::GetContentRegionAvail().x;
        const float inner = width - 2 * pad;
        const float words = wrapped_height(ui::Face::Mono, pass.error, inner);
        const float hint = wrapped_height(ui::Face::Text, pass.error_hint, inner);
        const ImVec2 max{min.x + width, min.y + words + hint + 2 * pad};
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(min, max, theme.error.tint, theme.radius());
        ui::draw_outline(list, min, max, theme.error.outline, theme.radius());
        draw_wrapped(list, ui::Face::Mono, {min.x + pad, min.y + pad}, theme.error.text, pass.error,
                     inner);
        draw_wrapped(list, ui::Face::Text, {min.x + pad, min.y + pad + words}, theme.ink,
                     pass.error_hint, inner);
        ImGui::Dummy({width, max.y - min.y});
        ui::anchor("error", pass.error);
    }

    JustChanged changes_;
    std::optional<std::string> followed_;  ///< selection that the scroll has seen
    std::optional<int> seen_cursor_;       ///< of the last frame
    bool draws_below_ = false;             ///< no room for them over the cards
};

}  // namespace

PanelPtr make_pass_panel() {
    return std::make_unique<PassPanel>();
}

}  // namespace app::panels
