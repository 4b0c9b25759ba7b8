#pragma once

#include <cstdint>

#include "engine/tensor/tensor.h"

/// Inverses, determinants and solutions of square matrices, which the last two dimensions are; the
/// others are batches. Errors are PyTorch's.
namespace engine {

/// a⁻¹
/// throws  RuntimeError "linalg.inv: The diagonal element 2 is zero, the inversion could not be
///         completed because the input matrix is singular."
Tensor inverse(const Tensor& a);

/// |a|, of sizes (...)
Tensor det(const Tensor& a);

/// x with a x = b; b is (..., n) or (..., n, k).
/// throws  RuntimeError "torch.linalg.solve: The solver failed because the input matrix is
///         singular."
Tensor solve(const Tensor& a, const Tensor& b);

/// a · a · ... · a, n times; of its inverse if n is negative.
Tensor matrix_power(const Tensor& a, int64_t n);

}  // namespace engine
