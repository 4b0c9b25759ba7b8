#pragma once

#include <cstdint>

namespace engine::kernels {

enum class BagMode { Sum, Mean, Max };

/// Bags of rows: bag b is ids[starts[b]] up to ids[starts[b + 1]], the last one up to `count`.
struct Bags {
    const int64_t* ids;
    int64_t count;
    const int64_t* starts;
    int64_t bags;
    int64_t width;    ///< of a row
    int64_t padding;  ///< a row that no bag counts; -1: none
};

/// y (bags, width) = the sum, mean or largest of each bag's rows; 0 of no row. `weights`, one an
/// id, scales the rows of a sum; may be null. `largest` (bags, width) gets the row that Max took,
/// -1 for none; of Max only.
template <class T>
void embedding_bag(const Bags& bags, BagMode mode, const T* weights, const T* table, T* y,
                   int64_t* largest);

/// dtable (rows, width) = 0, then what each bag's rows get of dy. `by_frequency` divides a row's
/// gradient by how often it was named.
template <class T>
void embedding_bag_backward(const Bags& bags, BagMode mode, const T* weights,
                            const int64_t* largest, int64_t rows, bool by_frequency, const T* dy,
                            T* dtable);

/// dweights (count) = dy of the bag times the row.
template <class T>
void embedding_bag_weight_gradient(const Bags& bags, const T* table, const T* dy, T* dweights);

}  // namespace engine::kernels
