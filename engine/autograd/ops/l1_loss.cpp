#include "engine/autograd/ops/loss_elements.h"

namespace engine {

// y = |x - t|, reduced: made of other ops, as PyTorch makes it
Tensor l1_loss(const Tensor& x, const Tensor& target, LossReduction reduction) {
    warn_of_sizes(x, target);
    return reduce_loss(abs(sub(x, target)), reduction);
}

}  // namespace engine
