#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/tensor/tensor.h"

/// More functions that read x's elements in another shape or order, beside those of ops.h. Errors
/// are PyTorch's.
namespace engine {

// Views.

/// The same elements as another tensor: AliasBackward0.
Tensor alias(const Tensor& x);
/// x[..., start : start + length, ...]
/// throws  RuntimeError "start (1) + length (2) exceeds dimension size (2)."
Tensor narrow(const Tensor& x, int64_t dim, int64_t start, int64_t length);
/// Dimension dim cut into `sizes`, one of which may be -1.
Tensor unflatten(const Tensor& x, int64_t dim, std::span<const int64_t> sizes);
/// The dimensions `source` moved to `destination`; the others keep their order.
Tensor movedim(const Tensor& x, std::span<const int64_t> source,
               std::span<const int64_t> destination);
/// Any sizes and strides within the storage: AsStridedBackward0.
Tensor as_strided(const Tensor& x, const Shape& sizes, const Shape& strides, int64_t offset);
/// All windows of `size` along dim, `step` apart, as a new last dimension.
Tensor unfold(const Tensor& x, int64_t dim, int64_t size, int64_t step);
/// x[..., i, i + offset] over the two dimensions, as the last one.
Tensor diagonal(const Tensor& x, int64_t offset = 0, int64_t dim1 = 0, int64_t dim2 = 1);
/// Stretched to their common shape; those that have it are themselves.
std::vector<Tensor> broadcast_tensors(std::span<const Tensor> tensors);

// Views in pieces. What autograd knows of them cannot be written over in place.

std::vector<Tensor> split(const Tensor& x, int64_t size, int64_t dim = 0);
std::vector<Tensor> split(const Tensor& x, std::span<const int64_t> sizes, int64_t dim = 0);
/// At most so many pieces, all of one size but the last.
std::vector<Tensor> chunk(const Tensor& x, int64_t chunks, int64_t dim = 0);
/// Exactly so many, sizes as even as can be; or cut at these places.
std::vector<Tensor> tensor_split(const Tensor& x, int64_t sections, int64_t dim = 0);
std::vector<Tensor> tensor_split(const Tensor& x, std::span<const int64_t> places, int64_t dim = 0);
std::vector<Tensor> unbind(const Tensor& x, int64_t dim = 0);

// Copies.

Tensor flip(const Tensor& x, std::span<const int64_t> dims);
/// Elements pushed along; what falls off comes back in front. No dims: along all of x in a row.
Tensor roll(const Tensor& x, std::span<const int64_t> shifts, std::span<const int64_t> dims);
/// Quarter turns from dims[0] towards dims[1].
Tensor rot90(const Tensor& x, int64_t k, std::span<const int64_t> dims);
/// x beside itself, so often in each dimension; more numbers than dimensions add some in front.
Tensor repeat(const Tensor& x, std::span<const int64_t> repeats);
/// The same with fewer numbers allowed.
Tensor tile(const Tensor& x, std::span<const int64_t> repeats);
/// What is off the triangle is 0.
Tensor tril(const Tensor& x, int64_t diagonal = 0);
Tensor triu(const Tensor& x, int64_t diagonal = 0);
/// The last dimension on a diagonal of zeros.
Tensor diag_embed(const Tensor& x, int64_t offset = 0, int64_t dim1 = -2, int64_t dim2 = -1);
/// Of a vector a matrix with it, of a matrix its diagonal.
Tensor diag(const Tensor& x, int64_t diagonal = 0);
/// The sum of a matrix's diagonal.
Tensor trace(const Tensor& x);

}  // namespace engine
