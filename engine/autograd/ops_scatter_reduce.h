#pragma once

#include <cstdint>
#include <string_view>

#include "engine/tensor/tensor.h"

/// Many elements brought together in one place, by places that a tensor names. With `inplace` x is
/// written over and returned. Errors are PyTorch's.
namespace engine {

/// x with x[i][index[i][j]] = the sum, prod, mean, amax or amin of itself and all source[i][j] that
/// go there, for dim 1; without itself if `include_self` is false.
/// throws  RuntimeError "reduce argument must be either sum, prod, mean, amax or amin."
Tensor scatter_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                      std::string_view reduce, bool include_self = true, bool inplace = false);

/// x with x[:, index[j]] = the prod, mean, amax or amin of itself and all source[:, j], for dim 1;
/// index is a vector.
/// throws  RuntimeError "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but
///         got sum."
Tensor index_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                    std::string_view reduce, bool include_self = true, bool inplace = false);

}  // namespace engine
