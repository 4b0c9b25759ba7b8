#pragma once

#include "engine/nn/module.h"

/// More of nn/loss.h: modules of the losses in engine/autograd/ops_class_margin_loss.h and
/// ops_ctc_loss.h. `reduction` is 'mean', 'sum' or 'none'.
namespace engine::nn {

/// throws  ValueError "only p == 1 and p == 2 supported", AssertionError for a weight that is no
///         vector
ModulePtr MultiMarginLoss(std::string reduction, Value p = 1, Value margin = 1.0,
                          Value weight = {});
ModulePtr MultiLabelMarginLoss(std::string reduction);
/// Takes log_probs, targets, input_lengths and target_lengths.
ModulePtr CTCLoss(std::string reduction, int64_t blank = 0, bool zero_infinity = false);

/// F.ctc_loss: lengths are tuples of ints or tensors.
/// throws  RuntimeError "input_lengths must be integral"
Tensor ctc_loss_of(const Tensor& log_probs, const Tensor& targets, const Value& input_lengths,
                   const Value& target_lengths, int64_t blank, const std::string& reduction,
                   bool zero_infinity);

}  // namespace engine::nn
