#pragma once

#include <string_view>

#include "engine/autograd/ops_loss.h"

/// torch.nn.functional's losses that are made of other functions: of distances, of margins, of
/// distributions. Reductions as in ops_loss.h.
namespace engine {

struct PoissonOptions {
    bool log_input = true;  ///< x is the rate's logarithm
    bool full = false;      ///< with Stirling's approximation of log t!
    double eps = 1e-8;
};
/// exp(x) - t x, or x - t log(x + eps)
Tensor poisson_nll_loss(const Tensor& x, const Tensor& target, const PoissonOptions& options,
                        LossReduction reduction);
/// (log v + (x - t)^2 / v) / 2 with v = var, at least eps
/// throws  ValueError "var is of incorrect size", "var has negative entry/entries"
Tensor gaussian_nll_loss(const Tensor& x, const Tensor& target, const Tensor& var, bool full,
                         double eps, LossReduction reduction);
/// x where t is 1, max(0, margin - x) where it is -1
Tensor hinge_embedding_loss(const Tensor& x, const Tensor& target, double margin,
                            LossReduction reduction);
/// max(0, -t (a - b) + margin)
Tensor margin_ranking_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin,
                           LossReduction reduction);
/// log(1 + exp(-t x))
Tensor soft_margin_loss(const Tensor& x, const Tensor& target, LossReduction reduction);
/// The mean over classes of -(t log s + (1 - t) log(1 - s)), s = sigmoid(x); weight may be
/// undefined.
Tensor multilabel_soft_margin_loss(const Tensor& x, const Tensor& target, const Tensor& weight,
                                   LossReduction reduction);
/// 1 - cos where t is 1, max(0, cos - margin) where it is -1
Tensor cosine_embedding_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin,
                             LossReduction reduction);

struct TripletOptions {
    double margin = 1;
    double p = 2;
    double eps = 1e-6;
    bool swap = false;  ///< the nearer of anchor and positive to the negative counts
};
/// max(0, d(anchor, positive) - d(anchor, negative) + margin) with the p-norm of differences as d
Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative,
                           const TripletOptions& options, LossReduction reduction);

}  // namespace engine
