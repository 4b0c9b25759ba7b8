#pragma once

#include <cstdint>

namespace engine::kernels {

/// Windows over `planes` planes of height x width.
struct Pool2dGeometry {
    int64_t planes;
    int64_t height, width;
    int64_t out_height, out_width;
    int64_t kernel_h, kernel_w;
    int64_t stride_h, stride_w;
    int64_t padding_h, padding_w;
    int64_t dilation_h, dilation_w;
};

/// The largest of each window and its place in the plane: the first of equals, and a NaN before
/// all.
template <class T>
void max_pool2d(const Pool2dGeometry& geometry, const T* x, T* y, int64_t* indices);

/// dx = 0, then dx[indices] += dy
template <class T>
void max_pool2d_backward(const Pool2dGeometry& geometry, const int64_t* indices, const T* dy,
                         T* dx);

}  // namespace engine::kernels
