#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

struct CrossMapOptions {
    int64_t size = 1;
    double alpha = 1e-4;
    double beta = 0.75;
    double k = 1;
};
/// y = x / (k + alpha / size * sum of x^2 over channels nearby)^beta, as Torch 7 counted channels;
/// x (N, C, H, W).
/// throws  AssertionError for other shapes
Tensor cross_map_norm(const Tensor& x, const CrossMapOptions& options);

}  // namespace engine
