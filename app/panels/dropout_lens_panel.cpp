#include "app/panels/dropout_drawing.h"
#include "app/panels/empty_lens.h"
#include "app/panels/lens_column.h"
#include "app/panels/panels.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <string>

namespace app::panels {
namespace {

using engine::session::DropoutLensView;

class DropoutLensPanel final : public Panel {
public:
    DropoutLensPanel()
        : Panel({.id = "dropout_lens",
                 .title = "Dropout lens",
                 .help =
                     "Eight passes of one sample through one Dropout. In train every pass drops "
                     "other values and scales the rest; in eval y = x, eight times the same."}) {}

protected:
    std::string title(const Frame& frame) const override {
        return frame.view.dropout.present ? frame.view.dropout.path : about().title;
    }
    Manner manner() const override { return {.scroll = false}; }

    void draw(Frame& frame) override {
        const DropoutLensView& lens = frame.view.dropout;
        header(frame, lens);
        if (!lens.present) {
            empty(frame);
            return;
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 space = ImGui::GetContentRegionAvail();
        const float column = ui::px(128);
        const Box picture{at.x, at.y, space.x - column - ui::px(12), space.y - ui::px(18)};
        if (lens.feature_map) {
            draw_dropout_maps(lens, picture);
        } else {
            vectors_.draw(lens, picture);
        }
        numbers(lens, {at.x + space.x - column, at.y, column, space.y});
        foot(lens, {at.x, at.y + space.y - ui::text_size(ui::Face::Small, "x").y}, picture.width);
        ImGui::Dummy(space);
        ui::anchor("picture", lens.training ? "train" : "eval");
    }

private:
    void header(Frame& frame, const DropoutLensView& lens) {
        if (!lens.present) return;
        const ui::ButtonOptions again{
            .key = "R",
            .tooltip = "Preview again: one more pass of the same batch. Nothing is written."};
        const std::string p = fmt::format("p = {}", short_number(lens.probability));
        const std::string_view nothing = "Preview: nothing is written ✓";
        // What does not fit is hidden, the least needed first: R and the tooltips still serve.
        float room = ImGui::GetContentRegionAvail().x -
                     ui::text_size(ui::Face::Strong, title(frame)).x -
                     ui::mode_chip_width(lens.training) - ui::px(24);
        const auto fits = [&room](float width) {
            const bool fit = width <= room;
            if (fit) room -= width;
            return fit;
        };
        const float button = ui::button_width("Run again", again) + ui::px(8);
        const float chip = ui::text_size(ui::Face::Small, nothing).x + ui::px(28);
        const bool with_p = fits(ui::text_size(ui::Face::Mono, p).x + ui::px(8));
        const bool with_button = fits(button);
        const bool with_chip = with_button && fits(chip);

        ui::begin_panel_header();
        if (with_p) {
            ui::text(p, {.face = ui::Face::Mono, .color = ui::theme().ink2});
            ui::same_line();
        }
        // A chip's words are too small for the back row; the tree's switch says them.
        if (!frame.window.presenter) ui::mode_chip(lens.training);
        ui::end_panel_header();
        if (!with_button) return;

        ui::begin_panel_header(button - ui::px(8) + (with_chip ? chip : 0));
        if (with_chip) {
            ui::chip(nothing, fmt::format("Weights, buffers, flags and random numbers before and "
                                          "after: identical ({})",
                                          frame.view.pass.hash));
            ui::anchor("preview");
            ui::same_line();
        }
        if (ui::button("Run again", again)) frame.requests.preview();
        ui::anchor("again");
        ui::end_panel_header();
    }

    static void empty(const Frame& frame) {
        draw_empty_lens(frame.view, {.name = "Dropout",
                                     .other = "BatchNorm",
                                     .is_of_it = &engine::session::ModuleView::is_dropout});
    }

    void numbers(const DropoutLensView& lens, const Box& box) {
        const float gap = box.height < ui::px(262) ? 3 : 10;
        remember(lens);
        const auto& theme = ui::theme();
        const auto& mode = theme.mode(lens.training);
        LensColumn column(box.x, box.y, box.width);
        column.words("cells that differ");
        column.words("between passes");
        const std::string now = grouped(lens.cells_that_differ);
        column.big(before_ >= 0 ? fmt::format("{} → {}", grouped(before_), now) : now, mode.text);
        column.gap(gap);
        column.words("dropped");
        column.big(fmt::format("{} of {}", grouped(lens.dropped_count), grouped(lens.cells)),
                   theme.ink);
        if (lens.already_zero > 0) {
            column.words(fmt::format("({} {} already 0)", grouped(lens.already_zero),
                                     lens.already_zero == 1 ? "was" : "were"));
        }
        column.words(lens.training ? fmt::format("kept values × {:.2f}", lens.factor)
                                   : "values unchanged");
        if (lens.training && lens.shift != 0) {
            column.words(fmt::format("+ {:.2f}, dropped {:.2f}", lens.shift, lens.dropped_value));
        }
        column.gap(gap);
        column.words("mean of 8 passes");
        column.big_with_sign(lens.training, two_digits(lens.mean_of_passes));
        column.words("in eval");
        column.big_with_sign(false, two_digits(lens.eval_mean));
    }

    // "16 → 0" needs the number that stood here in the other mode.
    void remember(const DropoutLensView& lens) {
        if (path_ != lens.path) {
            path_ = lens.path;
            before_ = -1;
        } else if (training_ != lens.training) {
            before_ = last_;
        }
        training_ = lens.training;
        last_ = lens.cells_that_differ;
    }

    /// As many of its parts as `width` has room for, the last ones first to go.
    static void foot(const DropoutLensView& lens, ImVec2 at, float width) {
        const std::string draw =
            lens.same_draw ? "same draw as before"
                           : fmt::format("new mask: {} fewer numbers were drawn before this",
                                         grouped(lens.shifted_words));
        std::string words = "sample 0 of " + lens.shape;
        for (const std::string& part : {"pass " + grouped(lens.pass_counter),
                                        lens.training ? draw : std::string("draws nothing")}) {
            const std::string longer = words + " · " + part;
            if (ui::text_size(ui::Face::Small, longer).x > width) break;
            words = longer;
        }
        ui::draw_text(ImGui::GetWindowDrawList(), ui::Face::Small, at, ui::theme().ink3, words);
    }

    DropoutVectors vectors_;
    std::string path_;
    bool training_ = true;
    int64_t last_ = 0;
    int64_t before_ = -1;  // -1: the other mode was not seen yet
};

}  // namespace

PanelPtr make_dropout_lens_panel() {
    return std::make_unique<DropoutLensPanel>();
}

}  // namespace app::panels
