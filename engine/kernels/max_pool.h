#pragma once

#include "engine/kernels/pool_window.h"

namespace engine::kernels {

/// The largest of each window and its place in the plane: the first of equals, and a NaN before
/// all. A window's places lie `step` apart (dilation): depth, height, width.
template <class T>
void max_pool(const PoolWindows& windows, const int64_t (&step)[3], const T* x, T* y,
              int64_t* indices);

/// The same for windows of 2 x 2 that touch and start at the corner of planes at least twice as
/// high and wide as the result.
template <class T>
void max_pool_halves(int64_t planes, int64_t height, int64_t width, int64_t out_height,
                     int64_t out_width, const T* x, T* y, int64_t* indices);

/// dx = 0, then dx[indices] += dy, plane by plane of so many elements.
template <class T>
void max_pool_backward(int64_t planes, int64_t inputs, int64_t outputs, const int64_t* indices,
                       const T* dy, T* dx);

}  // namespace engine::kernels
