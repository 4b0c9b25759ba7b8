#pragma once

#include "engine/data/dataset.h"
#include "engine/session/command.h"
#include "engine/tensor/tensor.h"

#include <cstdint>
#include <string>

namespace engine::session {

/// The batch that previews run: chosen so that the mode makes a difference that can be seen.
struct ProbeBatch {
    Tensor inputs;      ///< (N, ...)
    Tensor targets;     ///< (N) int64 for classes; else as the data have them
    std::string words;  ///< "batch of 32, one class"
};

inline constexpr int64_t kProbeSize = 32;
/// The shuffled probe is the same batch in every session.
inline constexpr uint64_t kProbeShuffleSeed = 20;

/// Whether the targets are class ids, one a sample.
bool has_classes(const data::Split& split);
/// Whether a sample is of this class.
bool has_class(const data::Split& split, int64_t wanted);

/// What a window looks at first. Points: one class; photos: any class, at 0.4 of their brightness
/// (one class alone does not move a convolutional net, darkness does).
Watch default_watch(const data::Dataset& dataset);

/// Samples of the validation set (of the training set when that has none), a function of its
/// arguments alone. Brightness counts for photos only. Fewer samples when there are no 32.
ProbeBatch probe_batch(const data::Dataset& dataset, const Watch& watch);

}  // namespace engine::session
