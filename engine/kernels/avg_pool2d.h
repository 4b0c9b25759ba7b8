#pragma once

#include <cstdint>
#include <span>

namespace engine::kernels {

/// One window of a dimension: places [begin, end) of the input, and what its mean counts as their
/// number.
struct MeanWindow {
    int64_t begin;
    int64_t end;
    int64_t count;
};

/// Windows over `planes` planes of height x width; output place (i, j) is rows[i] by columns[j].
struct MeanWindows {
    int64_t planes;
    int64_t height, width;
    std::span<const MeanWindow> rows, columns;
    int64_t divisor = 0;  ///< of all windows; 0: rows[i].count * columns[j].count
};

/// y = sum of each window / its divisor
template <class T>
void avg_pool2d(const MeanWindows& windows, const T* x, T* y);

/// dx = 0, then dx += dy / divisor all over each window
template <class T>
void avg_pool2d_backward(const MeanWindows& windows, const T* dy, T* dx);

}  // namespace engine::kernels
