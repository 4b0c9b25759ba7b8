#pragma once

#include "engine/data/dataset.h"
#include "engine/nn/module.h"
#include "engine/session/peek.h"
#include "engine/session/state.h"
#include "engine/session/tracer.h"
#include "engine/session/view.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

// What fills the parts of a SessionView, each from const inputs and in a file of its own. The tree
// comes first: the other parts name modules by their place in it.

namespace engine::session {

// --- view_tree.cpp

/// Who wrote the flag of the module at a path last.
using LastWrite = std::function<FlagWrite(std::string_view path)>;

/// `modules`, `in_eval` and `weights`: every module in pre-order (one reached twice has one row, at
/// its first name). `trace` gives the output shapes; null: none.
void fill_tree(SessionView& view, const SessionState& state, const Trace* trace,
               const LastWrite& last_write);
/// Index of the row at `path`; -1: none.
int module_at(const std::vector<ModuleView>& modules, std::string_view path);
/// The Dropout that the lens shows: the selected one, else the first below the selection, else the
/// first of the model; -1: there is none.
int choose_dropout(const std::vector<ModuleView>& modules, std::string_view selected);
/// The same for BatchNorm.
int choose_batch_norm(const std::vector<ModuleView>& modules, std::string_view selected);

// --- view_heat_map.cpp

/// Of activations: (C) as a row, (N, C) as it is, (N, C, L) and (N, C, H, W) the first sample's
/// channels, tiled. `noise` marks what Dropout threw away: 0 where it did; undefined: nowhere.
/// `low` and `high` are those of `whole`, the statistics of the tensor.
HeatMap activation_map(const Tensor& tensor, const Statistics& whole, const Tensor& noise = {});
/// Of a parameter or buffer: (out, in, kh, kw) as blocks of kernels, out rows by in columns.
HeatMap weight_map(const Tensor& tensor);
/// Rows by columns of plain values, reduced to at most 128 x 128.
HeatMap heat_map(int64_t rows, int64_t columns, std::vector<float> values,
                 std::vector<uint8_t> dropped = {});
/// The squarest grid for so many tiles: rows, columns.
std::pair<int64_t, int64_t> tile_grid(int64_t tiles);

// --- view_pass.cpp

struct PassSource {
    const Trace* trace = nullptr;
    const Trace* compared = nullptr;  ///< of the other setting; null: none
    bool preview = true;
    std::string batch{}, error{}, hash{};
    const CodeProblem* problem =
        nullptr;  ///< where in the file the error was raised; null: unknown
};
PassSource pass_source(const Peek& peek);
PassView fill_pass(const std::vector<ModuleView>& modules, const PassSource& source);
/// What to do about an error of a pass; empty when there is nothing to say.
std::string hint_for(std::string_view error);

// --- view_ghosts.cpp

/// Whether a call of a pass does what no flag of the model decides: a module out of the tree, or a
/// function like F.dropout(x) that is told no flag.
bool is_ghost(const Trace& trace, int call);
/// What of the pass no train() or eval() reaches, in order; a call that is made again and again
/// stands there once. `cards` are those of the pass; none: nobody looks at them.
std::vector<GhostView> fill_ghosts(const std::vector<CardView>& cards, const Trace& trace);

// --- view_dropout_lens.cpp

DropoutLensView fill_dropout_lens(const std::vector<ModuleView>& modules, const SessionState& state,
                                  const Peek& peek);

// --- view_batch_norm_lens.cpp

/// `before`: the running mean of the whole layer before the last write that counted; undefined:
/// nothing was written just now.
BatchNormLensView fill_batch_norm_lens(const std::vector<ModuleView>& modules,
                                       const SessionState& state, const Trace& trace,
                                       const std::string& error, const Watch& watch,
                                       const Tensor& before = {});

// --- view_inspector.cpp

/// What the inspector tells of the past.
struct InspectorPast {
    /// Parameters and buffers before the last step, by full name ("backbone.bn.running_mean").
    const std::unordered_map<std::string, Tensor>* before_last_step = nullptr;
    // Of the watched BatchNorm's channel, per step; three of one length.
    std::vector<float> step{}, batch_mean{}, running_mean{};
    int channel = 0;
};
InspectorView fill_inspector(const SessionState& state, const Watch& watch,
                             const InspectorPast& past);

// --- view_answers.cpp

/// What the answers are measured by elsewhere.
struct AnswersFacts {
    std::optional<double> train_accuracy{}, validation_accuracy{};
    std::optional<double> flipped{};
};
/// Points: the decision map, by a pass of a fork under the flags as they are, with the draws of
/// `stream`. In train, BatchNorm then normalises by the grid itself, as it would in PyTorch.
/// One number to one number: the line. Photos and texts: the probe batch with the answers that
/// `peek` gave.
AnswersView fill_answers(const Recipe& recipe, const SessionState& state,
                         const data::Dataset& dataset, const ProbeBatch& probe, const Peek& peek,
                         const PreviewStream& stream, const AnswersFacts& facts,
                         const std::atomic<bool>* cancel = nullptr);
/// Share of the rows of two (N, classes) outputs whose largest entry is another one.
double share_flipped(const Tensor& logits_a, const Tensor& logits_b);
/// Mean over rows of how far the probability of the class that `a` predicts is from that in `b`.
double mean_probability_change(const Tensor& logits_a, const Tensor& logits_b);

// --- view_curves.cpp

/// A history that grows; steps rise.
struct CurveSource {
    const std::vector<int64_t>* step = nullptr;
    const std::vector<float>* value = nullptr;
};
/// At most about `points`: per bucket its lowest and its highest, so that a spike stays.
Curve thinned(const CurveSource& source, int points = 2000);

/// The flag of one module over time, oldest first; the first is the construction's.
struct FlagHistory {
    std::string path;
    std::vector<FlagWrite> writes;
};
/// One row for each direct child of the backbone (of the root when nothing is called backbone),
/// up to step `now`.
std::vector<RibbonRow> fill_ribbon(const std::vector<ModuleView>& modules,
                                   const std::vector<FlagHistory>& histories, int64_t now);

}  // namespace engine::session
