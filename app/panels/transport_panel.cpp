#include "app/panels/panels.h"
#include "app/panels/result_line.h"
#include "app/panels/run_settings.h"
#include "app/panels/timeline.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

namespace app::panels {
namespace {

constexpr double kSpeeds[] = {1, 5, 20, 100, 0};

/// The result line in 16 px, and under it what makes the session move.
class TransportPanel final : public Panel {
public:
    TransportPanel()
        : Panel(
              {.id = "transport",
               .title = "Run",
               .help = "Play, step and go back. The line above says what the last command did."}) {}

protected:
    std::string title(const Frame&) const override { return {}; }
    Manner manner() const override { return {.scroll = false, .padding = false}; }

    void draw(Frame& frame) override {
        const float height = ImGui::GetContentRegionAvail().y;
        if (frame.window.presenter) return draw_result(frame, height);
        const bool tall = frame.window.workbench && height > ui::px(150);
        draw_result(frame, ui::px(24) + result_height(frame, ImGui::GetContentRegionAvail().x));
        line_under_result();
        row(frame, tall);
        if (!tall || !frame.view.loaded) return;
        next_row(8);
        draw_settings_row(frame);
        next_row(4);
        timeline_.draw(frame, ImGui::GetContentRegionAvail().x - ui::px(12), ui::px(44));
    }

private:
    static void draw_result(const Frame& frame, float height) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const float lines =
            frame.view.busy ? ui::text_size(ui::Face::Result, "M").y : result_height(frame, width);
        ImGui::SetCursorScreenPos(
            {at.x + ui::px(12), at.y + std::max(0.0f, std::floor((height - lines) / 2))});
        ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - ui::px(24));
        ImGui::BeginGroup();
        if (frame.view.busy) {
            draw_busy(frame);
        } else {
            ui::rich_text(result_words(frame.view), ui::Face::Result, ui::Face::ResultStrong);
        }
        ImGui::EndGroup();
        ImGui::PopTextWrapPos();
        ui::anchor("result", frame.view.result_line);
        ImGui::SetCursorScreenPos({at.x, at.y + height});
    }

    static void draw_busy(const Frame& frame) {
        ui::text(frame.view.busy_text, {.face = ui::Face::Result});
        ui::same_line(12);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        constexpr const char* kStop = "Stop (Esc)";
        const float stop = ui::text_size(ui::Face::Text, kStop).x + ui::px(24);
        const float width =
            std::clamp(ImGui::GetContentRegionAvail().x - stop, ui::px(20), ui::px(200));
        const float y = at.y + ui::px(7);
        ImDrawList* list = ImGui::GetWindowDrawList();
        const float done = static_cast<float>(std::clamp(frame.view.busy_progress, 0.0, 1.0));
        list->AddRectFilled({at.x, y}, {at.x + width, y + ui::px(6)}, ui::theme().selection,
                            ui::px(3));
        list->AddRectFilled({at.x, y}, {at.x + width * done, y + ui::px(6)}, ui::theme().accent,
                            ui::px(3));
        ImGui::Dummy({width, ui::px(16)});
        if (frame.window.presenter) return;  // too small for the back row; Esc does the same
        ui::same_line(12);
        if (ui::link(kStop, "Ends what is being done; what was there before stays.")) {
            frame.requests.pause();
        }
        ui::anchor("stop");
    }

    void line_under_result() {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ui::draw_hline(ImGui::GetWindowDrawList(), at.x, at.x + ImGui::GetContentRegionAvail().x,
                       at.y, ui::theme().line);
        row_top_ = at.y + ui::px(14);
        ImGui::SetCursorScreenPos({at.x + ui::px(12), row_top_});
    }

    void next_row(float gap) {
        row_top_ += ui::theme().control_height() + ui::px(gap);
        ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x + ui::px(12), row_top_});
    }

    /// What is set for the run at the left, the loop at the right end.
    static void draw_settings_row(const Frame& frame) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x - ui::px(12);
        const float loop = loop_choice_width(frame);
        draw_run_settings(frame, width - loop - ui::px(16));
        ImGui::SetCursorScreenPos({at.x + width - loop, at.y});
        draw_loop_choice(frame);
    }

    void row(Frame& frame, bool tall) {
        const bool loaded = frame.view.loaded;
        const float end = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - ui::px(12);
        draw_moves(frame, tall);
        if (!loaded) return;
        ui::same_line(8);
        draw_speed(frame);
        const float place_end = draw_place(frame, end, tall);
        draw_last_line(frame, place_end, end, tall);
    }

    static void draw_moves(Frame& frame, bool tall) {
        using namespace engine::session;
        const SessionView& view = frame.view;
        if (ui::button("◀ Back", {.tooltip = "To the step before, exactly as it was.",
                                  .enabled = view.loaded && view.step > 0})) {
            frame.requests.submit(Seek{view.step - 1});
        }
        ui::anchor("back");
        ui::same_line(8);
        if (ui::button(view.playing ? "Pause###play" : "▶ Play###play",
                       {.key = "P",
                        .tooltip = view.playing ? "Stops after the step it is in."
                                                : "Trains until you pause.",
                        .enabled = view.loaded,
                        .face = ui::Face::Strong})) {
            view.playing ? frame.requests.pause() : frame.requests.play();
        }
        ui::anchor("play", view.playing ? "playing" : "paused");
        ui::same_line(8);
        if (ui::button("Step", {.key = ".",
                                .tooltip = "One batch: zero_grad, forward, backward, step.",
                                .enabled = view.loaded})) {
            frame.requests.submit(Advance{1});
        }
        ui::anchor("step");
        if (!tall) return;
        ui::same_line(8);
        if (ui::button("Epoch", {.tooltip = "To the end of this epoch.", .enabled = view.loaded})) {
            frame.requests.submit(AdvanceEpoch{});
        }
        ui::anchor("epoch");
        ui::same_line(8);
        if (ui::button("Reset", {.tooltip = "The same recipe and seed again, from step 0.",
                                 .enabled = view.loaded})) {
            frame.requests.submit(Restart{.recipe = frame.view.recipe, .replay = false});
        }
        ui::anchor("reset");
        ui::same_line(8);
        if (ui::button("Undo", {.tooltip = "Before the last command (Ctrl+Z).",
                                .enabled = frame.view.can_undo})) {
            frame.requests.submit(Undo{});
        }
        ui::anchor("undo");
        ui::same_line(8);
        if (ui::button("Redo", {.tooltip = "Ctrl+Y", .enabled = frame.view.can_redo})) {
            frame.requests.submit(Redo{});
        }
        ui::anchor("redo");
    }

    static void draw_speed(Frame& frame) {
        static const std::vector<std::string> kNames{"1 step/s", "5 steps/s", "20 steps/s",
                                                     "100 steps/s", "unlimited"};
        const auto* const found =
            std::find(std::begin(kSpeeds), std::end(kSpeeds), frame.window.steps_per_second);
        int index = found == std::end(kSpeeds) ? 2 : static_cast<int>(found - kSpeeds);
        if (ui::dropdown("speed", kNames, index, {.tooltip = "How fast Play trains."})) {
            frame.window.steps_per_second = kSpeeds[index];
            frame.requests.set_speed(kSpeeds[index]);
        }
    }

    /// "step 200 · epoch 7 · Loop: keeps your flags"; returns where it ends.
    static float draw_place(const Frame& frame, float end, bool tall) {
        ui::same_line(12);
        std::string step = "step **" + grouped(frame.view.step) + "**";
        if (frame.view.step < frame.view.last_step) step += " of " + grouped(frame.view.last_step);
        const std::string epoch = " · epoch " + grouped(frame.view.epoch);
        const float x = ImGui::GetCursorScreenPos().x;
        const auto width = [](const std::string& words) {  // without the marks, a little wide
            return ui::text_size(ui::Face::Strong, words).x -
                   ui::text_size(ui::Face::Strong, "****").x;
        };
        const float short_width = width(step);
        const float long_width = width(step + epoch);
        if (x + short_width > end) return x;
        const bool with_epoch = x + long_width < end;
        const float y = ImGui::GetCursorScreenPos().y;
        ui::rich_text(with_epoch ? step + epoch : step, ui::Face::Text, ui::Face::Strong,
                      ui::theme().ink2);
        ui::anchor("place", grouped(frame.view.step));
        float right = x + (with_epoch ? long_width : short_width);
        const float loop = loop_choice_width(frame);
        if (!tall && right + loop + ui::px(12) < end) {
            ImGui::SetCursorScreenPos({right + ui::px(10), y});
            draw_loop_choice(frame);
            right += loop + ui::px(12);
        }
        return right;
    }

    /// The last line of PyTorch at the right, where there is no console.
    void draw_last_line(const Frame& frame, float left, float end, bool tall) {
        if (tall || frame.view.last_line.empty()) return;
        const std::string words = ">>> " + frame.view.last_line;
        const ImVec2 size = ui::text_size(ui::Face::Mono, words);
        const float width = size.x + ui::px(24);
        if (left + width + ui::px(12) > end) return;
        const ImVec2 min{end - width, row_top_};
        const ImVec2 max{end, min.y + ui::theme().control_height()};
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(min, max, ui::theme().ground, ui::theme().radius());
        ui::draw_text(list, ui::Face::Mono, {min.x + ui::px(12), (min.y + max.y - size.y) / 2},
                      ui::theme().ink, words);
        ui::anchor_box("last_line", min, max, frame.view.last_line);
    }

    Timeline timeline_;
    float row_top_ = 0;  // of the row of controls being drawn, screen y
};

}  // namespace

PanelPtr make_transport_panel() {
    return std::make_unique<TransportPanel>();
}

}  // namespace app::panels
