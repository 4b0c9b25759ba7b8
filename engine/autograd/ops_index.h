#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/tensor/tensor.h"

/// Functions that pick elements by tensors of places or of bools. With `inplace` x is written over
/// and returned. Errors are PyTorch's.
namespace engine {

/// y[i][j] = x[i][index[i][j]] for dim 1; index has x's number of dimensions.
Tensor gather(const Tensor& x, int64_t dim, const Tensor& index);
/// x with x[i][index[i][j]] = source[i][j] for dim 1.
Tensor scatter(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
               bool inplace = false);
Tensor scatter(const Tensor& x, int64_t dim, const Tensor& index, double value,
               bool inplace = false);
/// x with x[i][index[i][j]] += source[i][j], or *=. Without a gradient, as in PyTorch.
/// throws  RuntimeError "reduce argument must be either add or multiply."
Tensor scatter_reduced(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                       std::string_view reduce, bool inplace = false);
Tensor scatter_reduced(const Tensor& x, int64_t dim, const Tensor& index, double value,
                       std::string_view reduce, bool inplace = false);
/// The same, added.
Tensor scatter_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                   bool inplace = false);

/// x[:, index] for dim 1; index is a vector.
Tensor index_select(const Tensor& x, int64_t dim, const Tensor& index);
/// x with x[:, index] += alpha source
Tensor index_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                 double alpha = 1, bool inplace = false);
Tensor index_fill(const Tensor& x, int64_t dim, const Tensor& index, double value,
                  bool inplace = false);
Tensor index_fill(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& value,
                  bool inplace = false);
Tensor index_copy(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                  bool inplace = false);
/// Each element so often. dim -1 of no dimensions given: of x in a row.
Tensor repeat_interleave(const Tensor& x, const Tensor& repeats, int64_t dim);
/// Place i so often as repeats[i] says.
Tensor repeat_interleave(const Tensor& repeats);

/// x with `value` where the mask is set.
Tensor masked_fill(const Tensor& x, const Tensor& mask, double value, bool inplace = false);
Tensor masked_fill(const Tensor& x, const Tensor& mask, const Tensor& value, bool inplace = false);
/// x = value, a tensor of no dimensions.
void fill_(const Tensor& x, const Tensor& value);
/// x with the source's elements, in order, where the mask is set.
/// throws  RuntimeError "Number of elements of source < number of ones in mask"
Tensor masked_scatter(const Tensor& x, const Tensor& mask, const Tensor& source);
/// What is under the mask, in a row.
Tensor masked_select(const Tensor& x, const Tensor& mask);
/// Elements of x as if it were one row.
Tensor take(const Tensor& x, const Tensor& index);
/// gather() with broadcasting.
Tensor take_along_dim(const Tensor& x, const Tensor& index, int64_t dim);

/// int64 (..., classes) with a 1 at each class; -1 classes: as many as there are.
Tensor one_hot(const Tensor& x, int64_t classes = -1);
/// int64 (2, count): rows and columns of a triangle, row by row.
Tensor tril_indices(int64_t rows, int64_t columns, int64_t offset = 0);
Tensor triu_indices(int64_t rows, int64_t columns, int64_t offset = 0);

}  // namespace engine
