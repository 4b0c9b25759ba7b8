#include "engine/autograd/ops/loss_elements.h"

namespace engine {

LossReduction loss_reduction(std::string_view name) {
    if (name == "mean") return LossReduction::Mean;
    if (name == "elementwise_mean") {
        warn("reduction='elementwise_mean' is deprecated, please use reduction='mean' instead.");
        return LossReduction::Mean;
    }
    if (name == "sum") return LossReduction::Sum;
    if (name == "none") return LossReduction::None;
    raise(ErrorKind::ValueError, "{} is not a valid value for reduction", name);
}

Tensor reduce_loss(const Tensor& losses, LossReduction reduction) {
    switch (reduction) {
        case LossReduction::Mean:
            return mean(losses);
        case LossReduction::Sum:
            return sum(losses);
        default:
            return losses;
    }
}

void recorded_loss_gradient(const Saved& saved, const Tensor& dy, Grads& dx, size_t k,
                            const Tensor& slope) {
    const auto reduction = static_cast<LossReduction>(saved.integer(0));
    const bool mean = reduction == LossReduction::Mean;
    const Tensor each = mean ? div(dy, static_cast<double>(slope.numel())) : dy;
    dx.set(k, mul(slope, each));
}

}  // namespace engine
