#pragma once

#include "engine/tensor/tensor.h"

#include <cstdint>

namespace engine::nn {

/// What the mode did in one call of a mode-dependent module: told by the module, shown by the
/// screen. Tensors are snapshots, which later in-place writes do not repaint.
struct ModeEffect {
    enum class Kind {
        Passed,              ///< y = x: Dropout in eval, or p = 0
        Dropped,             ///< some elements were dropped, the others were scaled
        BatchStatistics,     ///< normalised by this batch
        RunningStatistics,   ///< normalised by the running statistics, which nothing moved
        InstanceStatistics,  ///< normalised by each sample's own channels
        RandomSlopes,        ///< RReLU: a random slope for each element that is not positive
        MeanSlope,           ///< RReLU: one slope for all of them
    };
    Kind kind = Kind::Passed;

    // Dropped. `noise` multiplies the input: 0 or `factor`; shape (N, ...) or (N, C, 1, 1).
    Tensor noise{};
    double probability = 0;    ///< p, of dropping
    double factor = 1;         ///< 1 / (1 - p); 0 when nothing is kept
    double shift = 0;          ///< added to what is kept (AlphaDropout)
    double dropped_value = 0;  ///< what a dropped element becomes (AlphaDropout: not 0)
    int64_t dropped = 0;       ///< elements of the input that were multiplied by 0
    int64_t total = 0;         ///< elements of the input
    int64_t already_zero = 0;  ///< of the dropped ones, those that were 0 before
    int64_t words = 0;         ///< 32-bit random numbers used
    int64_t skipped = 0;       ///< in eval: numbers that a preview passed over (align_draws)

    // Slopes.
    double slope_low = 0;  ///< bounds of the slopes; equal for MeanSlope
    double slope_high = 0;
    int64_t sloped = 0;  ///< elements of the input that are not positive

    // Normalised. Per channel, (C), or (N, C) of InstanceStatistics: what was used, and the running
    // ones before and after.
    Tensor mean{};                 ///< used
    Tensor variance{};             ///< used; biased when of the batch
    Tensor running_mean_before{};  ///< undefined without running statistics
    Tensor running_variance_before{};
    Tensor running_mean_after{};  ///< the same tensor's values when nothing was written
    Tensor running_variance_after{};
    double momentum = 0;  ///< factor used for the running ones; 0 when nothing was written
    int64_t count = 0;    ///< values per mean
    bool wrote = false;   ///< running statistics and num_batches_tracked were written
};

}  // namespace engine::nn
