#pragma once

#include <cstdint>

namespace engine::kernels {

/// Sizes of one batch of rows: a (n, k), b (m, k), distances (n, m).
struct DistanceGeometry {
    int64_t n;
    int64_t m;
    int64_t k;
    double p;  ///< of (sum |a - b|^p)^(1 / p); 0 counts, infinity is the largest
};

/// For float and double.
template <class T>
void row_distances(const DistanceGeometry& g, const T* a, const T* b, T* y);

/// da += what dy says of a, where y = row_distances(a, b). The gradient of b is the same with the
/// two exchanged (and y, dy turned), which `dy_row` and `dy_column` steps say.
template <class T>
void row_distances_backward(const DistanceGeometry& g, const T* a, const T* b, const T* y,
                            const T* dy, int64_t dy_row, int64_t dy_column, T* da);

}  // namespace engine::kernels
