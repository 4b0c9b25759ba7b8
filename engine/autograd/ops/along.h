#pragma once

#include <string_view>

#include "engine/tensor/tensor.h"

/// Elements along one dimension, at places that an int64 tensor of as many dimensions names;
/// without history.
namespace engine::raw {

/// y[i][j] = x[i][index[i][j]] for dim 1.
/// throws  RuntimeError "index 5 is out of bounds for dimension 1 with size 3"
Tensor gather_along(const Tensor& x, int64_t dim, const Tensor& index);

/// x[i][index[i][j]] = values[i][j] for dim 1, or added; x is row-major. Raises no version.
void scatter_along(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& values,
                   bool accumulate);

/// Whether scatter(x, dim, index, source) may run; `source` is undefined if a number is written.
/// Returns the dimension, counted from the front.
int64_t check_scatter(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                      std::string_view name);

}  // namespace engine::raw
