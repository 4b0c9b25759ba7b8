#include "app/panels/panels.h"
#include "app/panels/smoothing.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace app::panels {
namespace {

using engine::session::Curve;
using engine::session::CurvesView;
using engine::session::Writer;

constexpr const char* kEmpty = "No step yet.\nPress P to train, or . for one step.";
constexpr const char* kNever = "This model does not train here.";

/// Loss (or accuracy) over the steps, and under it which part was in which mode, and who said so.
class CurvesPanel final : public Panel {
public:
    CurvesPanel()
        : Panel({.id = "curves",
                 .title = "Curves",
                 .help = "The training loss, the same batch measured in eval (both as a running "
                         "mean over about "
                         "10 steps, each step faintly behind), and validation. The "
                         "ribbon under them says which mode was on; click a piece to see who wrote "
                         "it."}) {}

protected:
    std::string right(const Frame& frame) const override {
        return frame.view.loaded ? "step " + grouped(frame.view.step) : std::string();
    }
    Manner manner() const override { return {.scroll = false, .padding = true}; }

    void draw(Frame& frame) override {
        if (!frame.view.loaded) return ui::text("No session yet.", {.color = ui::theme().ink2});
        draw_choice(frame.view.curves);
        const float note = clicked_ ? ui::px(18) : 0;
        draw_plot(frame, ImGui::GetContentRegionAvail().y - note);
        if (clicked_) ui::text_ellipsis(*clicked_, 0, {.face = ui::Face::Small});
    }

private:
    struct Shown {
        const char* name;
        const Curve* curve;
        ui::CurveStyle style;
        Smoothed* smoothed = nullptr;  ///< null: drawn as it is
    };

    /// Answers of some losses are neither right nor wrong: there is one curve then, and no choice.
    void draw_choice(const CurvesView& curves) {
        rated_ = curves.train_loss.step.empty() || !curves.train_accuracy.step.empty();
        if (!rated_) return;
        ui::begin_panel_header();
        static const std::vector<std::string> kNames{"loss", "accuracy"};
        int index = accuracy_ ? 1 : 0;
        if (ui::link_group("show", kNames, index)) accuracy_ = index == 1;
        ui::end_panel_header();
    }

    std::vector<Shown> shown(const CurvesView& curves) {
        if (shows_accuracy()) {
            return {{"train", &curves.train_accuracy, ui::train_curve(), &smooth_accuracy_},
                    {"validation", &curves.validation_accuracy, ui::validation_curve()}};
        }
        return {
            {"train", &curves.train_loss, ui::train_curve(), &smooth_train_},
            {"same batch, measured in eval", &curves.eval_loss, ui::eval_curve(), &smooth_eval_},
            {"validation", &curves.validation_loss, ui::validation_curve()}};
    }

    void draw_plot(const Frame& frame, float height) {
        const CurvesView& curves = frame.view.curves;
        const bool wide = ImGui::GetContentRegionAvail().x > ui::px(520);
        const bool trains = frame.view.recipe.explore.empty();
        if (!ui::begin_plot(shows_accuracy() ? "accuracy" : "loss",
                            {.size = {0, height}, .empty_text = trains ? kEmpty : kNever})) {
            return;
        }
        ui::setup_axis(ui::Axis::X,
                       {.label = wide ? "step" : "", .read_out = "step", .whole = true});
        // A legend of nothing would stand in the words' way.
        const bool empty = curves.train_loss.step.empty() && curves.validation_loss.step.empty();
        if (!empty) ui::setup_legend(wide ? ui::LegendPlace::Right : ui::LegendPlace::Inside);
        ui::setup_ribbon(static_cast<int>(curves.ribbon.size()));
        for (const Shown& each : shown(curves)) {
            const std::span<const float> steps(each.curve->step), values(each.curve->value);
            if (each.smoothed == nullptr) {
                ui::plot_line(each.name, steps, values, each.style);
            } else {  // the raw values stand faintly behind
                const std::string raw = std::string(each.name) + ", each step";
                ui::plot_line(raw, steps, values, ui::faint(each.style));
                ui::CurveStyle style = each.style;
                style.exact = ui::Values(values);
                ui::plot_line(each.name, steps,
                              std::span<const float>(each.smoothed->of(*each.curve)), style);
            }
        }
        draw_ribbon(curves);
        ui::end_plot();
    }

    void draw_ribbon(const CurvesView& curves) {
        pieces_.resize(curves.ribbon.size());
        tooltips_.resize(curves.ribbon.size());
        for (std::size_t row = 0; row < curves.ribbon.size(); ++row) {
            fill_row(curves.ribbon[row], row);
            const int clicked =
                ui::plot_ribbon(static_cast<int>(row), curves.ribbon[row].name, pieces_[row]);
            if (clicked >= 0) clicked_ = tooltips_[row][static_cast<std::size_t>(clicked)];
        }
    }

    void fill_row(const engine::session::RibbonRow& row, std::size_t index) {
        pieces_[index].clear();
        tooltips_[index].clear();
        for (const auto& segment : row.segments) {
            tooltips_[index].push_back(row.name + ": " +
                                       written_by({.step = segment.from,
                                                   .training = segment.training,
                                                   .writer = segment.writer,
                                                   .line = segment.line}));
        }
        for (std::size_t i = 0; i < row.segments.size(); ++i) {
            const auto& segment = row.segments[i];
            pieces_[index].push_back({.from = static_cast<double>(segment.from),
                                      .to = static_cast<double>(segment.to),
                                      .training = segment.training,
                                      .by_person = segment.writer == Writer::Person,
                                      .tooltip = tooltips_[index][i]});
        }
    }

    bool shows_accuracy() const { return accuracy_ && rated_; }

    bool accuracy_ = false;
    bool rated_ = true;
    Smoothed smooth_train_, smooth_eval_, smooth_accuracy_;
    std::optional<std::string> clicked_;  // who wrote the piece of ribbon that was clicked last
    // Live until end_plot has drawn them.
    std::vector<std::vector<ui::RibbonSegment>> pieces_;
    std::vector<std::vector<std::string>> tooltips_;
};

}  // namespace

PanelPtr make_curves_panel() {
    return std::make_unique<CurvesPanel>();
}

}  // namespace app::panels
