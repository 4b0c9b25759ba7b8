#pragma once

#include "engine/session/view.h"

#include <string>
#include <string_view>

// The parts that sample_view.cpp puts together.

namespace app::test {

void add_two_moons_modules(engine::session::SessionView& view);
void add_cnn_modules(engine::session::SessionView& view);
/// Writes the flag of the module at `path` and of all below, and counts again.
void write_flags(engine::session::SessionView& view, std::string_view path, const std::string& line,
                 bool training);

/// Cards of every module in call order; with the gaps to "all eval" when `compared`.
void add_cards(engine::session::SessionView& view, bool compared);

/// Three calls after the cards: of a function, of one that always drops, of a module out of the
/// tree; the last two in the list of what no flag reaches.
void add_ghosts(engine::session::SessionView& view);

/// The model's file, and the lines of it that the cards were called on.
void add_code(engine::session::SessionView& view);

engine::session::DropoutLensView sample_dropout_lens(const engine::session::SessionView& view,
                                                     std::string_view path, bool training);
engine::session::BatchNormLensView sample_batch_norm_lens(const engine::session::SessionView& view,
                                                          std::string_view path, bool training);
engine::session::DropoutLensView sample_dropout_maps(const engine::session::SessionView& view);
engine::session::BatchNormLensView sample_batch_norm_maps(const engine::session::SessionView& view);

engine::session::InspectorView sample_inspector(const engine::session::SessionView& view);
engine::session::AnswersView sample_decision_map();
engine::session::AnswersView sample_pictures();
engine::session::CurvesView sample_curves(const engine::session::SessionView& view, int steps);

/// Smooth invented values in -1..1, a function of (seed, i).
float wobble(int seed, int i);
engine::session::HeatMap sample_map(int rows, int columns, int seed);

}  // namespace app::test
