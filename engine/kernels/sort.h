#pragma once

#include <cstdint>

namespace engine::kernels {

struct SortOrder {
    bool descending = false;
    bool stable = true;  ///< equals keep their order; else they come as std::sort leaves them
};

/// For rows of x (rows, columns), the places of their elements in order. A NaN is greater than any
/// number. For float, double, int64_t and bool, as the others.
template <class T>
void sort_order(const T* x, int64_t rows, int64_t columns, SortOrder wanted, int64_t* order);

/// The places of the k largest (or smallest) of every row, as (rows, k); in order if `sorted`. Of
/// equals those come first that C++'s partial_sort and nth_element put there, as in PyTorch.
template <class T>
void top_places(const T* x, int64_t rows, int64_t columns, int64_t k, bool largest, bool sorted,
                int64_t* places);

/// How many of the ascending `edges` are less than `value` (or not greater, with `right`).
template <class T>
int64_t edges_below(const T* edges, int64_t count, T value, bool right);

}  // namespace engine::kernels
