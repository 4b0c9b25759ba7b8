// Likelihoods of counts and of normal values, made of other ops as PyTorch makes them.
#include "engine/autograd/ops/loss_elements.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_margin_loss.h"
#include "engine/tensor/grad_mode.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace engine {

// exp(x) − t x, or x − t log(x + eps); with t log t − t + log(2πt)/2 for t > 1 if full
Tensor poisson_nll_loss(const Tensor& x, const Tensor& target, const PoissonOptions& options,
                        LossReduction reduction) {
    Tensor losses = options.log_input ? sub(exp(x), mul(target, x))
                                      : sub(x, mul(target, log(add(x, options.eps))));
    if (options.full) {
        const Tensor stirling = add(sub(mul(target, log(target)), target),
                                    mul(log(mul(target, 2 * std::numbers::pi)), 0.5));
        const Tensor none = Tensor::zeros(stirling.sizes(), stirling.dtype());
        losses = add(losses, where(gt(target, Tensor::ones({}, target.dtype())), stirling, none));
    }
    return reduce_loss(losses, reduction);
}

namespace {

// var as it broadcasts to x.
Tensor fitted(const Tensor& x, const Tensor& var) {
    if (var.sizes() == x.sizes()) return var;
    Shape without = x.sizes();
    if (without.size() > 0) without.erase(without.size() - 1);
    if (var.sizes() == without) return unsqueeze(var, -1);
    Shape rest = var.sizes();
    if (rest.size() == x.sizes().size() && rest.size() > 0 && rest.back() == 1) {
        rest.erase(rest.size() - 1);
        if (rest == without) return var;
    }
    raise(ErrorKind::ValueError, "var is of incorrect size");
}

}  // namespace

// (log v + (x − t)² / v) / 2; with log(2π)/2 if full
Tensor gaussian_nll_loss(const Tensor& x, const Tensor& target, const Tensor& var, bool full,
                         double eps, LossReduction reduction) {
    const Tensor fits = fitted(x, var);
    const std::vector<double> values =
        fits.is_meta() ? std::vector<double>() : fits.to_vector<double>();
    if (std::any_of(values.begin(), values.end(), [](double value) { return value < 0; })) {
        raise(ErrorKind::ValueError, "var has negative entry/entries");
    }
    const Tensor v = clone(fits);
    {
        const NoGrad guard;  // the bound is no part of the gradient
        v.copy_(clamp_min(v.detach(), Tensor::scalar(eps, v.dtype()), true));
    }
    const Tensor difference = sub(x, target);
    Tensor losses = mul(add(log(v), div(pow(difference, 2.0), v)), 0.5);
    if (full) losses = add(losses, 0.5 * std::log(2 * std::numbers::pi));
    return reduce_loss(losses, reduction);
}

}  // namespace engine
