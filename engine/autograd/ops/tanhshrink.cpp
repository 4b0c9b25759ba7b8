#include "engine/autograd/ops.h"

namespace engine {

// y = x - tanh x, made of others, as PyTorch makes it: its grad_fn is SubBackward0.
Tensor tanhshrink(const Tensor& x) {
    return sub(x, tanh(x));
}

}  // namespace engine
