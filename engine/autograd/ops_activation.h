#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

/// The first half of x along dim, each number times the sigmoid of its place in the second.
/// throws  RuntimeError "Halving dimension must be even, but dimension 0 is size 3"
Tensor glu(const Tensor& x, int64_t dim = -1);

}  // namespace engine
