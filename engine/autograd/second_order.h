#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/base/error.h"

/// How gradients of gradients are written (OpInfo::recorded): dx as recorded ops make it of dy and
/// of what was saved. What has no formula in other ops is computed as the ordinary backward does
/// and told where its own gradient comes from.
namespace engine {

/// The gradients of all inputs as the ordinary backward computes them: without history.
std::vector<Tensor> plain_gradients(const Saved& saved, const Tensor& dy);

/// OpInfo::recorded of a function of each element whose slope is constant between its bends.
void recorded_constant_slope(const Saved& saved, const Tensor& dy, Grads& dx);

/// The same of a function of rows (ops/rows.h) that picks or shares: the reduced dimensions are all
/// integers that were saved.
void recorded_row_shares(const Saved& saved, const Tensor& dy, Grads& dx);

/// dx for an op that is linear in its one input: `op` is that op in recorded ops. PyTorch has the
/// gradient of some reach the input, too, with zeros: `zeros`.
void record_adjoint(const Saved& saved, const Tensor& dy, Grads& dx,
                    std::function<Tensor(const Tensor&)> op, bool zeros = false);

/// A constant that was computed of the step's input i, in steps: with zeros as that's gradient.
Tensor steps_of(const Tensor& constant, const Saved& saved, size_t i);

/// dx for an op whose gradient PyTorch does not differentiate either.
/// throws  an error of these words, in the pass that goes through the gradient
void record_refusal(const Saved& saved, const Tensor& dy, Grads& dx, std::string_view words,
                    ErrorKind kind = ErrorKind::RuntimeError);

/// dx by differentiating `op`, which makes the node's outputs of its inputs in recorded ops.
/// `inputs` are the node's, those that nobody wants may be undefined.
using Outputs = std::function<std::vector<Tensor>(const std::vector<Tensor>&)>;
void differentiate(const Saved& saved, Grads& dx, const std::vector<Tensor>& inputs,
                   const Outputs& op);

/// x where the mask holds, 0 elsewhere; the mask has x's sizes or stretches to them.
Tensor kept_where(const Tensor& x, const Tensor& mask);

/// 1 where x > limit, else 0, in x's dtype; no gradient.
Tensor ones_above(const Tensor& x, double limit);

/// Zeros like the input i of the step.
Tensor zeros_for(const Grads& dx, size_t i, const Tensor& dy);

}  // namespace engine
