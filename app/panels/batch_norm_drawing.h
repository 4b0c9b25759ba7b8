#pragma once

#include "app/panels/glide.h"
#include "app/panels/layout.h"
#include "engine/session/view.h"

#include <imgui.h>

#include <optional>
#include <string>
#include <utility>

namespace app::panels {

/// One channel between two rails: the samples above, the outputs below, and the ruler that is used
/// tied to -1, 0, +1. On a flip the tie slides from one ruler to the other.
class BatchNormRulers {
public:
    /// Draws into `box`. A sample that a person is dragging: its index and by how much, in units of
    /// the input axis; empty when nothing is held. `written`: the pass moved the running
    /// statistics, it was no preview.
    std::optional<std::pair<int, double>> draw(const engine::session::BatchNormLensView& lens,
                                               const Box& box, bool written);

private:
    Glide tie_;  // y of its top, mean, sd
    Glide out_;  // the outputs
    std::string place_;
    bool uses_batch_ = true;
    int held_ = -1;
    float held_at_ = 0;
};

/// One sample's channel before and after, side by side in `width` pixels; the outputs on a fixed
/// -3..3 in both modes, so that a change of mode is a change of picture.
void draw_channel_maps(const engine::session::BatchNormLensView& lens, ImVec2 at, float width);

/// All channels as dumbbells ▲─■, the widest gap first. The channel that was clicked, or -1.
int draw_channel_dumbbells(const engine::session::BatchNormLensView& lens, const Box& box);

}  // namespace app::panels
