#include "app/panels/batch_norm_drawing.h"
#include "app/panels/empty_lens.h"
#include "app/panels/lens_column.h"
#include "app/panels/panels.h"
#include "app/panels/words.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <span>

namespace app::panels {
namespace {

using engine::session::BatchNormLensView;
using engine::session::ProbeKind;

const std::array<std::string, 3> kProbes = {"one class", "shuffled", "1 sample"};

class BatchNormLensPanel final : public Panel {
public:
    BatchNormLensPanel()
        : Panel({.id = "batch_norm_lens",
                 .title = "BatchNorm lens",
                 .help = "One channel between two rulers. In train the batch's own mean and spread "
                         "are the ruler, in eval the running ones. Drag a sample to see which "
                         "neighbours move."}) {}

protected:
    std::string title(const Frame& frame) const override {
        return frame.view.batch_norm.present ? frame.view.batch_norm.path : about().title;
    }
    Manner manner() const override { return {.scroll = false}; }

    void draw(Frame& frame) override {
        const BatchNormLensView& lens = frame.view.batch_norm;
        hold_channel(frame, lens);
        header(frame, lens);
        if (!lens.present) {
            empty(frame);
            return;
        }
        if (!lens.error.empty()) {
            refused(lens);
            return;
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 space = ImGui::GetContentRegionAvail();
        const float column = ui::px(136);
        // The strip of channels needs room that a small window does not have; ‹ and › do it there.
        const float strip = space.y >= ui::px(290) ? ui::px(48) : 0;
        const float width = space.x - column - ui::px(12);
        const Box picture{at.x, at.y, width, space.y - (strip > 0 ? strip + ui::px(8) : 0)};

        const auto drag = rulers_.draw(lens, picture, !frame.view.pass.preview);
        if (drag != frame.window.watch.dragged_sample) frame.window.watch.dragged_sample = drag;
        if (strip > 0) {
            const int channel =
                draw_channel_dumbbells(lens, {at.x, at.y + space.y - strip, width, strip});
            if (channel >= 0) frame.window.watch.channel = channel;
        }
        numbers(lens, !frame.view.pass.preview, at.x + space.x - column, at.y, column);
        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy(space);
        ui::anchor("picture", lens.uses_batch ? "batch" : "running");
    }

private:
    /// The widest gap chooses the channel once for each module: another one at each step could not
    /// be followed.
    void hold_channel(Frame& frame, const BatchNormLensView& lens) {
        const std::string place = frame.view.recipe.id + "/" + lens.path;
        int& channel = frame.window.watch.channel;
        if (!lens.present || frame.view.busy) return;
        if (held_ != place) {
            if (!held_.empty()) channel = -1;
            held_ = place;
        } else if (channel < 0 && frame.view.watch.channel < 0) {
            channel = lens.channel;
        }
    }

    /// What the header has room for: long paths leave less.
    struct Room {
        bool batch_word = true;
        bool channel_word = true;
        bool probe = true;
        bool chooser = true;
        bool mode = true;
    };

    static std::string channel_words(const BatchNormLensView& lens, const Room& room) {
        return fmt::format("{}{} of {}", room.channel_word ? "channel " : "", lens.channel,
                           lens.channels);
    }
    static constexpr float kArrow = 24;

    static float probe_width(bool batch_word) {
        float width = batch_word ? ui::text_size(ui::Face::Text, "Batch:").x + ui::px(8) : 0;
        for (const std::string& probe : kProbes) {
            width += ui::text_size(ui::Face::Strong, probe).x + ui::px(20);
        }
        return width;
    }

    Room room_for(const Frame& frame, const BatchNormLensView& lens) const {
        const auto needed = [&](const Room& room) {
            float width = ui::text_size(ui::Face::Strong, title(frame)).x;
            if (room.chooser) {
                width += ui::text_size(ui::Face::Mono, channel_words(lens, room)).x +
                         ui::px(2 * kArrow + 2 * 8);
            }
            if (room.mode) width += ui::mode_chip_width(lens.training) + ui::px(8);
            if (room.probe) width += probe_width(room.batch_word) + ui::px(8);
            return width;
        };
        const float width = ImGui::GetContentRegionAvail().x;
        Room room;
        room.mode = !frame.window.presenter;  // a chip's words are too small for the back row
        // What says the least goes first.
        for (bool Room::*part :
             {&Room::batch_word, &Room::channel_word, &Room::probe, &Room::chooser, &Room::mode}) {
            if (needed(room) > width) room.*part = false;
        }
        return room;
    }

    void header(Frame& frame, const BatchNormLensView& lens) {
        const Room room = room_for(frame, lens);
        if (lens.present && (room.chooser || room.mode)) {
            ui::begin_panel_header();
            if (room.chooser) {
                channel_chooser(frame, lens, room);
                ui::same_line();
            }
            if (room.mode) ui::mode_chip(lens.training);
            ui::end_panel_header();
        }
        if (!room.probe) return;
        ui::begin_panel_header(probe_width(room.batch_word));
        if (room.batch_word) {
            ui::text("Batch:", {.color = ui::theme().ink2});
            ui::same_line();
        }
        // Data without classes have no batch of one class.
        const std::size_t first = frame.view.has_classes ? 0 : 1;
        int probe = static_cast<int>(frame.window.watch.probe) - static_cast<int>(first);
        if (ui::link_group("probe", std::span(kProbes).subspan(first), probe)) {
            frame.window.watch.probe = static_cast<ProbeKind>(probe + static_cast<int>(first));
        }
        ui::end_panel_header();
    }

    static void channel_chooser(Frame& frame, const BatchNormLensView& lens, const Room& room) {
        ui::text(channel_words(lens, room), {.face = ui::Face::Mono, .color = ui::theme().ink2});
        const int last = std::max(0, lens.channels - 1);
        const float width = ui::px(kArrow);
        ui::same_line(0);
        if (ui::button("‹##previous",
                       {.tooltip = "The channel before", .flat = true, .width = width})) {
            frame.window.watch.channel = lens.channel > 0 ? lens.channel - 1 : last;
        }
        ui::anchor("channel/previous");
        ui::same_line(0);
        if (ui::button("›##next", {.tooltip = "The next channel", .flat = true, .width = width})) {
            frame.window.watch.channel = lens.channel < last ? lens.channel + 1 : 0;
        }
        ui::anchor("channel/next");
    }

    static void empty(const Frame& frame) {
        draw_empty_lens(frame.view, {.name = "BatchNorm",
                                     .other = "Dropout",
                                     .is_of_it = &engine::session::ModuleView::is_batch_norm});
    }

    // PyTorch's own words, then what to do about it.
    static void refused(const BatchNormLensView& lens) {
        const std::size_t end = lens.error.find('\n');
        ui::text_wrapped(lens.error.substr(0, end), {.face = ui::Face::MonoStrong});
        ui::anchor("error");
        if (end != std::string::npos) {
            ImGui::Dummy({0, ui::px(8)});
            ui::text_wrapped(lens.error.substr(end + 1));
        }
    }

    static void numbers(const BatchNormLensView& lens, bool written, float x, float y,
                        float width) {
        const auto& theme = ui::theme();
        const auto& used = theme.mode(lens.uses_batch);
        const auto& other = theme.mode(!lens.uses_batch);
        LensColumn column(x, y, width);
        column.words("out mean, sd");
        column.big(two_digits(lens.out_mean) + " " + two_digits(lens.out_sd), used.text);
        if (lens.tracks) {
            column.words(lens.uses_batch ? "in eval" : "in train");
            column.mono(two_digits(lens.other_out_mean) + " " + two_digits(lens.other_out_sd),
                        other.text);
        }
        column.gap(12);
        if (lens.tracks) {
            column.words("running_mean");
            if (lens.writes) {
                column.mono_strong(
                    fmt::format("{:.3f} → {:.3f}", lens.running_mean, lens.would_mean), theme.ink);
                column.words(fmt::format("{}: {} × the gap", written ? "written" : "would",
                                         short_number(lens.momentum)));
            } else {
                column.mono_strong(fmt::format("{:.3f}", lens.running_mean), theme.ink);
                column.locked("not written");
            }
        } else {
            column.words("no running statistics");
        }
        column.gap(12);
        if (lens.feature_map) {
            column.words(fmt::format("{} values", grouped(lens.count)));
            column.words("in this channel");
            column.gap(8);
            draw_channel_maps(lens, column.place(), width);
            return;
        }
        column.words(lens.dragged >= 0 ? fmt::format("sample {} dragged", lens.dragged)
                                       : std::string("drag a sample"));
        column.words("neighbours moved");
        column.big(fmt::format("{} of {}", lens.neighbours_that_moved, lens.neighbours),
                   lens.dragged >= 0 ? used.text : theme.ink3);
    }

    BatchNormRulers rulers_;
    std::string held_;  ///< recipe and module whose channel is chosen
};

}  // namespace

PanelPtr make_batch_norm_lens_panel() {
    return std::make_unique<BatchNormLensPanel>();
}

}  // namespace app::panels
