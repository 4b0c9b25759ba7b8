#pragma once

#include "app/panels/glide.h"
#include "app/panels/layout.h"
#include "engine/session/view.h"

#include <optional>
#include <string>
#include <utility>

namespace app::panels {

/// One channel between two rails: the samples above, the outputs below, and the ruler that is used
/// tied to -1, 0, +1. On a flip the tie slides from one ruler to the other.
class BatchNormRulers {
public:
    /// Draws into `box`. A sample that a person is dragging: its index and by how much, in units of
    /// the input axis; empty when nothing is held.
    std::optional<std::pair<int, double>> draw(const engine::session::BatchNormLensView& lens,
                                               const Box& box);

private:
    Glide tie_;  // y of its top, mean, sd
    Glide out_;  // the outputs
    std::string place_;
    bool uses_batch_ = true;
    int held_ = -1;
    float held_at_ = 0;
};

/// All channels as dumbbells ▲─■, the widest gap first. The channel that was clicked, or -1.
int draw_channel_dumbbells(const engine::session::BatchNormLensView& lens, const Box& box);

}  // namespace app::panels
