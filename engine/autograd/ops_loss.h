#pragma once

#include <cstdint>
#include <string_view>

#include "engine/tensor/tensor.h"

/// torch.nn.functional's losses. Each takes logarithms, scores or values `x` and a target, and
/// gives one number, or one for each element with LossReduction::None. Errors and grad_fn names are
/// PyTorch's.
namespace engine {

/// What becomes of the losses of the elements.
enum class LossReduction : int64_t { None, Mean, Sum };

/// "mean", "sum" or "none".
/// throws  ValueError "foo is not a valid value for reduction"
LossReduction loss_reduction(std::string_view name);

// Of two tensors that stretch to each other's sizes.

/// (x - t)^2
Tensor mse_loss(const Tensor& x, const Tensor& target, LossReduction reduction);
/// |x - t|
Tensor l1_loss(const Tensor& x, const Tensor& target, LossReduction reduction);
/// d = |x - t|: d^2 / (2 beta) below beta, else d - beta / 2
/// throws  RuntimeError for beta < 0
Tensor smooth_l1_loss(const Tensor& x, const Tensor& target, LossReduction reduction,
                      double beta = 1);
/// d = |x - t|: d^2 / 2 up to delta, else delta (d - delta / 2)
/// throws  RuntimeError for delta <= 0
Tensor huber_loss(const Tensor& x, const Tensor& target, LossReduction reduction, double delta = 1);
/// t (log t - x), 0 where t is 0; of logarithmic targets exp(t) (t - x)
Tensor kl_div(const Tensor& x, const Tensor& target, LossReduction reduction,
              bool log_target = false);
/// The sum divided by x's first size: what KLDivLoss calls 'batchmean'.
Tensor kl_div_batchmean(const Tensor& x, const Tensor& target, bool log_target = false);

// Of probabilities.

/// -w (t log x + (1 - t) log(1 - x)), each logarithm at least -100; weight may be undefined.
/// throws  ValueError for other sizes, RuntimeError "all elements of input should be between 0 and
///         1"
Tensor binary_cross_entropy(const Tensor& x, const Tensor& target, const Tensor& weight,
                            LossReduction reduction);
/// w ((1 - t) x + (1 + (p - 1) t) (log(1 + exp(-|x|)) + max(-x, 0))): the loss above of sigmoid(x),
/// where positives count p; both weights may be undefined.
Tensor binary_cross_entropy_with_logits(const Tensor& x, const Tensor& target, const Tensor& weight,
                                        const Tensor& pos_weight, LossReduction reduction);

// Of classes: x (C), (N, C) or (N, C, ...), target without C.

struct ClassLossOptions {
    Tensor weight{};  ///< (C) or undefined
    int64_t ignore_index = -100;
    LossReduction reduction = LossReduction::Mean;
    double label_smoothing = 0;  ///< of cross_entropy alone
};

/// -w[t] x[t]; the mean divides by the sum of the w[t]. Places with t = ignore_index count nothing.
/// throws  IndexError "Target 3 is out of bounds."
Tensor nll_loss(const Tensor& x, const Tensor& target, const ClassLossOptions& options);
/// nll_loss(log_softmax(x)), with label smoothing if asked for; targets of x's own sizes are
/// probabilities of the classes.
Tensor cross_entropy(const Tensor& x, const Tensor& target, const ClassLossOptions& options);

}  // namespace engine
