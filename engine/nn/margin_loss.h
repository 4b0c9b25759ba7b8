#pragma once

#include "engine/nn/module.h"

/// More of nn/loss.h: modules of the losses in engine/autograd/ops_margin_loss.h. `reduction` is
/// 'mean', 'sum' or 'none'.
namespace engine::nn {

ModulePtr PoissonNLLLoss(std::string reduction, bool log_input = true, bool full = false,
                         Value eps = 1e-8);
/// Takes input, target and var.
ModulePtr GaussianNLLLoss(std::string reduction, bool full = false, Value eps = 1e-6);
ModulePtr HingeEmbeddingLoss(std::string reduction, Value margin = 1.0);
/// Takes input1, input2 and target.
ModulePtr MarginRankingLoss(std::string reduction, Value margin = 0.0);
ModulePtr SoftMarginLoss(std::string reduction);
ModulePtr MultiLabelSoftMarginLoss(std::string reduction, Value weight = {});
/// Takes input1, input2 and target.
ModulePtr CosineEmbeddingLoss(std::string reduction, Value margin = 0.0);
/// Takes anchor, positive and negative.
ModulePtr TripletMarginLoss(std::string reduction, Value margin = 1.0, Value p = 2.0,
                            Value eps = 1e-6, bool swap = false);

}  // namespace engine::nn
