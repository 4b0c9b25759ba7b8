#pragma once

#include <cstdint>

#include "engine/tensor/tensor.h"

/// Order: sorting, the largest, the different, counts and places in a list. Errors are PyTorch's.
namespace engine {

/// Values and the int64 places they had.
struct Ordered {
    Tensor values;
    Tensor indices;
};

/// A NaN is the greatest. Equals keep their order if `stable` (which also names the node), else
/// they come as PyTorch on libstdc++ leaves them: the same order for up to 16 elements.
Ordered sort(const Tensor& x, int64_t dim = -1, bool descending = false, bool stable = false);
/// The k largest (or smallest) along dim.
/// throws  RuntimeError "selected index k out of range"
Ordered topk(const Tensor& x, int64_t k, int64_t dim = -1, bool largest = true, bool sorted = true);
/// The k-th smallest along dim, k from 1.
Ordered kthvalue(const Tensor& x, int64_t k, int64_t dim = -1, bool keepdim = false);

/// The different elements, ascending; for each element of x its place among them, and how often
/// each came. No gradient.
struct Unique {
    Tensor values;
    Tensor inverse;
    Tensor counts;
};
Unique unique(const Tensor& x);
/// The same of x's slices along dim.
Unique unique(const Tensor& x, int64_t dim);
/// Runs of equal neighbours, x in a row.
Unique unique_consecutive(const Tensor& x);

/// How often 0, 1, ... come in an int64 vector; or the sums of their weights (undefined: none).
Tensor bincount(const Tensor& x, const Tensor& weights = {}, int64_t minlength = 0);
/// Counts in `bins` equal bins from low to high (equal: from the least to the greatest).
Tensor histc(const Tensor& x, int64_t bins = 100, double low = 0, double high = 0);
/// For each value how many of the ascending edges are less (with `right`: not greater). edges is a
/// vector, or has values' dimensions but the last.
Tensor searchsorted(const Tensor& edges, const Tensor& values, bool right = false);

}  // namespace engine
