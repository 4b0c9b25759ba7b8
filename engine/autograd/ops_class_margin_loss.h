#pragma once

#include "engine/autograd/ops_loss.h"

/// torch.nn.functional's losses of margins between classes: x (N, C) or (C). Reductions as in
/// ops_loss.h.
namespace engine {

struct MultiMarginOptions {
    int64_t p = 1;  ///< 1 or 2
    double margin = 1;
    Tensor weight{};  ///< (C) or undefined
};
/// The sum over the other classes of w[t] max(0, margin - x[t] + x[c])^p, divided by C; target (N)
/// or one number, int64.
/// throws  ValueError "only p == 1 and p == 2 supported", RuntimeError "target out of range"
Tensor multi_margin_loss(const Tensor& x, const Tensor& target, const MultiMarginOptions& options,
                         LossReduction reduction);

/// The sum over the target classes t and the classes c that are none of max(0, 1 - x[t] + x[c]),
/// divided by C; target int64 of x's sizes, a row's classes up to the first that is -1.
/// throws  RuntimeError "argument #2 'target' is out of range"
Tensor multilabel_margin_loss(const Tensor& x, const Tensor& target, LossReduction reduction);

}  // namespace engine
