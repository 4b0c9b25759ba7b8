#pragma once

#include <span>

#include "engine/autograd/ops_loss.h"

namespace engine {

struct CtcOptions {
    int64_t blank = 0;
    LossReduction reduction = LossReduction::Mean;
    bool zero_infinity = false;  ///< a sample that nothing spells counts 0, and gives no gradient
};

/// -log of the probability that the times of each sample spell its target: log_probs (T, N, C) or
/// (T, C), targets (N, S) or all behind each other. The mean divides each loss by its target's
/// length first.
/// throws  RuntimeError "blank must be in label range", "input_lengths must be of size batch_size",
///         "Expected input_lengths to have value at most 4, but got value 5 ..."
Tensor ctc_loss(const Tensor& log_probs, const Tensor& targets,
                std::span<const int64_t> input_lengths, std::span<const int64_t> target_lengths,
                const CtcOptions& options);

}  // namespace engine
