#include "engine/autograd/ops.h"

namespace engine {

// y = x / (|x| + 1), made of others, as PyTorch makes it: its grad_fn is DivBackward0.
Tensor softsign(const Tensor& x) {
    return div(x, add(abs(x), 1));
}

}  // namespace engine
