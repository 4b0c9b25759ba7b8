#include "app/panels/fitted_text.h"
#include "app/panels/inspector_table.h"
#include "app/panels/just_changed.h"
#include "app/panels/open_tensor.h"
#include "app/panels/panels.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace app::panels {
namespace {

using engine::session::BatchNormLensView;
using engine::session::InspectorView;
using engine::session::ModuleView;
using engine::session::SessionView;
using engine::session::TensorView;

const std::vector<std::string> kTrueFalse{"True", "False"};

/// The end of `path` that fits: what tells modules apart stands there.
std::string end_of_path(const std::string& path, float width) {
    std::string rest = path;
    while (ui::text_size(ui::Face::Strong, rest == path ? rest : "…" + rest).x > width) {
        const std::size_t dot = rest.find('.');
        if (dot == std::string::npos) return shortened(ui::Face::Strong, rest, width);
        rest.erase(0, dot + 1);
    }
    return rest == path ? rest : "…" + rest;
}

/// All about the selected module: formula, parameters, buffers, a picture of any of them.
class InspectorPanel final : public Panel {
public:
    InspectorPanel()
        : Panel({.id = "inspector",
                 .title = "Inspector",
                 .help = "The selected module: its formula, its parameters (which the optimizer "
                         "changes) and its buffers (which forward changes in train). Click a row "
                         "for its picture."}) {}

protected:
    std::string title(const Frame& frame) const override {
        if (!frame.view.loaded) return about().title;
        const std::string path = path_of(frame);
        const float chip = ui::mode_chip_width(true) + ui::px(10 + 10 + 10);
        return width_ > 0 ? end_of_path(path, width_ - chip) : path;
    }

    /// The class, where there is room for it.
    std::string right(const Frame& frame) const override {
        const std::string words = class_of(frame);
        const float used = ui::text_size(ui::Face::Strong, title(frame)).x +
                           ui::mode_chip_width(true) + ui::px(10 + 10 + 10 + 10);
        return used + ui::text_size(ui::Face::Text, words).x <= width_ ? words : std::string();
    }

    void draw(Frame& frame) override {
        width_ = ImGui::GetWindowWidth();
        const InspectorView& inspector = frame.view.inspector;
        changes_.begin(frame.view.recipe.id + "/" + inspector.path, frame.view.playing);
        if (!frame.view.loaded) {
            ui::text_wrapped("No session yet. Select a module, and its numbers stand here.",
                             {.color = ui::theme().ink2});
            ui::anchor("empty");
            return;
        }
        const ModuleView* module = frame.module(shown_path(frame));
        if (module) draw_header(*module, right(frame).empty());
        if (inspector.class_name.empty()) return;  // the next view brings it
        draw_formula(inspector);
        if (module) draw_requires_grad(frame, *module);
        draw_tensors(frame);
        draw_open_tensor(frame);
        draw_update(frame.view);
        draw_history(frame.view);
    }

private:
    // The view may still show the module that was selected a moment ago: one name for all parts.
    static const std::string& shown_path(const Frame& frame) {
        const InspectorView& inspector = frame.view.inspector;
        return inspector.class_name.empty() ? frame.window.watch.selected : inspector.path;
    }
    static std::string path_of(const Frame& frame) {
        const std::string& path = shown_path(frame);
        return path.empty() ? "model" : path;
    }
    static std::string class_of(const Frame& frame) {
        const ModuleView* module = frame.module(shown_path(frame));
        return module ? module->class_name : frame.view.inspector.class_name;
    }

    static void draw_header(const ModuleView& module, bool class_below) {
        ui::begin_panel_header();
        ui::mode_chip(module.training);
        ui::anchor("mode", mode_word(module.training));
        std::string words = written_by(module.last_write);
        if (!module.reads_training) words += "\n" + module.class_name + " does not read it.";
        ui::tooltip(words);
        ui::end_panel_header();
        if (class_below) ui::text(module.class_name, {.color = ui::theme().ink2});
    }

    /// "eps 1e-05 · momentum 0.1"
    static std::string option_words(const InspectorView& inspector) {
        std::string words;
        for (const auto& [name, value] : inspector.options) {
            if (!words.empty()) words += " · ";
            words += name + " " + value;
        }
        return words;
    }

    static void draw_formula(const InspectorView& inspector) {
        const std::string options = option_words(inspector);
        if (inspector.formula.empty() && options.empty()) return;
        const float pad = ui::px(10);
        const ImVec2 min = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const float inner = width - 2 * pad;
        const float formula = wrapped_height(ui::Face::Mono, inspector.formula, inner);
        const float gap = inspector.formula.empty() || options.empty() ? 0 : ui::px(4);
        const float height =
            formula + gap + wrapped_height(ui::Face::MonoSmall, options, inner) + 2 * pad;
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(min, {min.x + width, min.y + height}, ui::theme().ground,
                            ui::theme().radius());
        draw_wrapped(list, ui::Face::Mono, {min.x + pad, min.y + pad}, ui::theme().ink,
                     inspector.formula, inner);
        draw_wrapped(list, ui::Face::MonoSmall, {min.x + pad, min.y + pad + formula + gap},
                     ui::theme().ink2, options, inner);
        ImGui::Dummy({width, height});
        ui::anchor("formula", inspector.formula);
    }

    static void draw_requires_grad(Frame& frame, const ModuleView& module) {
        const int all = module.parameter_tensors;
        if (all == 0) return;
        const int with = module.requires_grad;
        const char* label = "requires_grad";
        ui::text(label, {.face = ui::Face::Mono});
        const float links = ui::text_size(ui::Face::Strong, "True | False").x + ui::px(20);
        if (ui::text_size(ui::Face::Mono, label).x + links <= ImGui::GetContentRegionAvail().x) {
            ui::same_line(8);
        }
        int index = with == all ? 0 : with == 0 ? 1 : -1;
        ImGui::BeginGroup();
        if (ui::link_group("requires_grad", kTrueFalse, index)) {
            frame.submit(engine::session::set_requires_grad(module.path, index == 0));
        }
        ImGui::EndGroup();
        ui::tooltip("`" + engine::session::set_requires_grad(module.path, with < all).line +
                    "`\nAll parameters of this module and below. It is no mode: BatchNorm's "
                    "buffers and Dropout go on as before.");
        const std::string count = grouped(with) + " of " + counted(all, "tensor");
        const float room =
            ImGui::GetContentRegionAvail().x + ImGui::GetWindowPos().x - ImGui::GetItemRectMax().x;
        if (ui::text_size(ui::Face::Text, count).x + ui::px(20) < room) {
            ui::same_line(12);
            ui::text(count, {.color = ui::theme().ink2});
        }
    }

    /// "all in state_dict ✓"
    static std::string state_dict_words(const std::vector<TensorView>& buffers) {
        const auto in = std::count_if(buffers.begin(), buffers.end(),
                                      [](const TensorView& b) { return b.in_state_dict; });
        if (in == static_cast<long>(buffers.size())) return "in state_dict ✓";
        return grouped(in) + " of " + grouped(static_cast<int64_t>(buffers.size())) +
               " in state_dict";
    }

    void draw_tensors(Frame& frame) {
        const InspectorView& inspector = frame.view.inspector;
        if (inspector.parameters.empty() && inspector.buffers.empty()) {
            ui::text_wrapped(nothing_words(frame), {.color = ui::theme().ink2});
            ui::anchor("nothing");
            return;
        }
        if (!inspector.parameters.empty()) {
            space();
            ui::section_header("Parameters");
            draw_tensor_table(frame, "parameters", inspector.parameters, changes_);
        }
        space();
        if (inspector.buffers.empty()) {
            ui::text_wrapped("No buffers. " + inspector.class_name +
                                 " has only parameters: the optimizer changes those, forward never "
                                 "does.",
                             {.color = ui::theme().ink2});
            ui::anchor("no_buffers");
            return;
        }
        headed("Buffers", state_dict_words(inspector.buffers));
        draw_tensor_table(frame, "buffers", inspector.buffers, changes_);
        space();
    }

    static std::string nothing_words(const Frame& frame) {
        const InspectorView& inspector = frame.view.inspector;
        const ModuleView* module = frame.module(inspector.path);
        if (module && module->below > 0) {
            return inspector.class_name + " has no tensors of its own. What is in it has " +
                   counted(module->parameters, "weight") + " and " +
                   counted(module->buffers, "buffer") + ".";
        }
        if (module && module->is_dropout) {
            return "No parameters, no buffers. " + inspector.class_name +
                   " keeps nothing: in train it draws a new mask at each call.";
        }
        return "No parameters, no buffers. " + inspector.class_name +
               " keeps nothing between calls.";
    }

    /// running_mean ← 0.9 × 0.203 + 0.1 × 0.612, dashed while it is only what would be.
    static void draw_update(const SessionView& view) {
        const BatchNormLensView& lens = view.batch_norm;
        if (!lens.present || lens.path != view.inspector.path || !lens.tracks) return;
        if (!lens.error.empty()) return;
        const std::string name = "running_mean[" + std::to_string(lens.channel) + "]";
        const std::string running = table_number(lens.running_mean);
        std::string words = name + " = " + running + ", not written in eval";
        if (lens.writes) {
            words = name + " ← " + table_number(1 - lens.momentum) + " × " + running + " + " +
                    table_number(lens.momentum) + " × " + table_number(lens.batch_mean);
        }
        const bool would = lens.writes && view.pass.preview;
        const std::string result =
            !lens.writes ? std::string()
                         : (would ? "would be " : "= ") + table_number(lens.would_mean);
        space();
        const float pad = ui::px(10);
        const ImVec2 min = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const float inner = width - 2 * pad;
        const float first = wrapped_height(ui::Face::MonoSmall, words, inner);
        const float second = result.empty() ? 0 : ui::text_size(ui::Face::Mono, "M").y + ui::px(4);
        const ImVec2 max{min.x + width, min.y + first + second + 2 * pad};
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(min, max, ui::theme().ground, ui::theme().radius());
        if (would) draw_dashed_box(list, min, max, ui::theme().ink3);
        draw_wrapped(list, ui::Face::MonoSmall, {min.x + pad, min.y + pad}, ui::theme().ink, words,
                     inner);
        if (!result.empty()) {
            ui::draw_text(list, ui::Face::Mono, {min.x + pad, min.y + pad + first + ui::px(4)},
                          ui::theme().ink, result);
        }
        ImGui::Dummy({width, max.y - min.y});
        ui::anchor("update", result.empty() ? words : result);
    }

    /// Batch and running mean of one channel, step by step.
    static void draw_history(const SessionView& view) {
        const InspectorView& inspector = view.inspector;
        const std::size_t steps = inspector.history_step.size();
        if (steps == 0 || inspector.batch_mean_history.size() != steps ||
            inspector.running_mean_history.size() != steps) {
            return;
        }
        const ui::CurveStyle batch{.color = ui::theme().train.outline,
                                   .line = ui::Line::None,
                                   .marker = ui::Marker::Triangle,
                                   .marker_size = 4};
        const ui::CurveStyle running{.color = ui::theme().eval.outline, .width = 2};
        space();
        const std::string channel = "channel " + std::to_string(inspector.history_channel);
        headed("running_mean over time", channel);
        draw_legend(batch.color, running.color);
        if (!ui::begin_plot("history", {.size = {0, ui::px(150)}})) return;
        ui::setup_axis(ui::Axis::X, {.label = "step", .whole = true});
        ui::setup_legend(ui::LegendPlace::None);
        const std::span<const float> step(inspector.history_step);
        ui::plot_scatter("batch mean", step, std::span(inspector.batch_mean_history), batch);
        ui::plot_line("running mean", step, std::span(inspector.running_mean_history), running);
        ui::end_plot();
    }

    /// Over the plot: inside it there is no place without points.
    static void draw_legend(ui::Color batch, ui::Color running) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float middle = at.y + ui::text_size(ui::Face::Small, "M").y / 2;
        const float left = at.x + ui::px(4);
        ImDrawList* list = ImGui::GetWindowDrawList();
        ui::draw_mode_sign(list, {left + ui::px(4), middle}, ui::px(7), true, batch);
        const float words = left + ui::px(14);
        ui::draw_text(list, ui::Face::Small, {words, at.y}, ui::theme().ink2, "batch mean");
        float line = words + ui::text_size(ui::Face::Small, "batch mean").x + ui::px(12);
        const float needed = ui::px(19) + ui::text_size(ui::Face::Small, "running mean").x;
        const float height = ui::text_size(ui::Face::Small, "M").y;
        float down = 0;
        if (line + needed > at.x + ImGui::GetContentRegionAvail().x) {
            line = left;
            down = height + ui::px(2);
        }
        ui::draw_hline(list, line, line + ui::px(14), middle + down - ui::px(1), running,
                       ui::px(2));
        ui::draw_text(list, ui::Face::Small, {line + ui::px(19), at.y + down}, ui::theme().ink2,
                      "running mean");
        ImGui::Dummy({1, height + down});
    }

    /// A section's head; the words at its right only where there is room.
    static void headed(std::string_view title, std::string_view words) {
        const float needed =
            ui::text_size(ui::Face::Strong, title).x + ui::text_size(ui::Face::Text, words).x;
        const bool fits = needed + ui::px(8) <= ImGui::GetContentRegionAvail().x;
        ui::section_header(title, fits ? words : std::string_view());
    }

    static void space() { ImGui::Dummy({0, ui::px(4)}); }

    float width_ = 0;  // of the last frame: the header is written before the panel is opened
    JustChanged changes_;
};

}  // namespace

PanelPtr make_inspector_panel() {
    return std::make_unique<InspectorPanel>();
}

}  // namespace app::panels
