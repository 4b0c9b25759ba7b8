#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/tensor/tensor.h"

/// torch.linalg's norms of matrices, which two dimensions of x are. Errors are PyTorch's.
namespace engine {

/// 1 and infinity: the largest sum of magnitudes of a column or a row; -1 and -infinity: the
/// smallest.
/// throws  RuntimeError "linalg.matrix_norm: Order 3 not supported."; NotImplementedError for 2 and
///         -2, which need singular values
Tensor matrix_norm(const Tensor& x, double order, std::span<const int64_t> dims,
                   bool keepdim = false);
/// "fro": the root of the sum of squares.
Tensor matrix_norm(const Tensor& x, std::string_view order, std::span<const int64_t> dims,
                   bool keepdim = false);

}  // namespace engine
