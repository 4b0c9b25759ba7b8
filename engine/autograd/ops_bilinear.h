#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

/// y[n, o] = Σ over i, j of x1[n, i] weight[o, i, j] x2[n, j]: x1 (n, in1), x2 (n, in2), weight
/// (out, in1, in2), sizes that fit.
Tensor trilinear(const Tensor& x1, const Tensor& weight, const Tensor& x2);

}  // namespace engine
