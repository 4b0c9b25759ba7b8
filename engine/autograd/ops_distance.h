#pragma once

#include "engine/tensor/tensor.h"

/// Lengths, angles and distances. Errors are PyTorch's.
namespace engine {

/// x / max(norm of x along dim, eps)
Tensor normalize(const Tensor& x, double p = 2, int64_t dim = 1, double eps = 1e-12);
/// The sum along dim of a / max(|a|, eps) times b / max(|b|, eps).
Tensor cosine_similarity(const Tensor& a, const Tensor& b, int64_t dim = 1, double eps = 1e-8);
/// The norm along the last dimension of a - b + eps.
Tensor pairwise_distance(const Tensor& a, const Tensor& b, double p = 2, double eps = 1e-6,
                         bool keepdim = false);
/// Distances between the rows of a (..., n, k) and of b (..., m, k): (..., n, m).
Tensor cdist(const Tensor& a, const Tensor& b, double p = 2);

}  // namespace engine
