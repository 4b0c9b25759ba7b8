#pragma once

#include <cstdint>

namespace engine::kernels {

/// A matrix in memory, as it is read: rows x columns after `transposed` is applied. `stride` is the
/// distance between rows in memory (between columns of what is read, if transposed).
template <class T>
struct MatrixView {
    const T* data;
    int64_t rows;
    int64_t columns;
    int64_t stride;
    bool transposed = false;
};

/// c = a b, or c += a b. c is row-major with `c_stride` elements between rows, and overlaps
/// neither.
template <class T>
void gemm(const MatrixView<T>& a, const MatrixView<T>& b, T* c, int64_t c_stride,
          bool accumulate = false);

/// Every row of y (rows x columns) becomes `row`.
template <class T>
void fill_rows(const T* row, T* y, int64_t rows, int64_t columns);

/// sums[j] = sum over rows of x[i][j], or added to it.
template <class T>
void column_sums(const T* x, int64_t rows, int64_t columns, T* sums, bool accumulate = false);

}  // namespace engine::kernels
