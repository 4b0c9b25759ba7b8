#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <variant>

#include "engine/tensor/tensor.h"

/// x[...] and x[...] = value, as PyTorch reads what stands in the brackets.
namespace engine {

/// `None`: a new dimension of size 1.
struct NewAxis {};
/// `...`: all dimensions that the other parts leave.
struct AllOthers {};
/// `start:stop:step`; bounds are clamped as Python clamps them.
struct IndexRange {
    int64_t start = 0;
    int64_t stop = std::numeric_limits<int64_t>::max();
    int64_t step = 1;
};

/// One part of an index, between commas. A tensor holds places (int64; all such tensors stretch to
/// one shape) or is a mask (bool, uint8).
using IndexPart = std::variant<int64_t, bool, NewAxis, AllOthers, IndexRange, Tensor>;

/// A view while all parts are numbers, ranges, `...` and None; a copy (IndexBackward0) as soon as
/// one is a tensor or a bool. The picked dimensions stand where the tensors stood, or in front if
/// these were not side by side.
/// throws  IndexError "too many indices for tensor of dimension 1",
///         "index 5 is out of bounds for dimension 0 with size 3",
///         "shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]",
///         "The shape of the mask [2] at index 0 does not match the shape of the indexed tensor [3]
///         at index 0"; ValueError "step must be greater than zero"
Tensor index(const Tensor& x, std::span<const IndexPart> parts);

/// x[parts] = value, which stretches and, of a view, is converted.
/// throws  what index() throws, and RuntimeError "shape mismatch: value tensor of shape [2] cannot
///         be broadcast to indexing result of shape [3]", "The expanded size of the tensor (4) must
///         match the existing size (3) at non-singleton dimension 0. ...", "Index put requires the
///         source and destination dtypes match, got Float for the destination and Double for the
///         source."
void assign_index(const Tensor& x, std::span<const IndexPart> parts, const Tensor& value);

/// x with x[places] = value, or += value; undefined places are whole dimensions. With `inplace` x
/// is written over and returned.
Tensor index_put(const Tensor& x, std::span<const Tensor> places, const Tensor& value,
                 bool accumulate, bool inplace);

/// Where x is not 0, in order: int64 (count, x.dim()). No gradient.
Tensor nonzero(const Tensor& x);

}  // namespace engine
