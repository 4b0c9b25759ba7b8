#pragma once

#include <cstdint>

namespace engine::kernels {

/// A cross-correlation: x (n, channels, height, width), weight (out_channels, channels / groups,
/// kernel_h, kernel_w), y (n, out_channels, out_height, out_width), all row-major.
struct Conv2dGeometry {
    int64_t n;
    int64_t channels, height, width;
    int64_t out_channels, out_height, out_width;
    int64_t kernel_h, kernel_w;
    int64_t stride_h, stride_w;
    int64_t padding_h, padding_w;
    int64_t dilation_h, dilation_w;
    int64_t groups;
};

/// Elements of scratch memory that the functions below need: at most 64 byte aligned, not set.
int64_t conv2d_scratch(const Conv2dGeometry& geometry);

/// y = x * weight + bias. bias may be null.
template <class T>
void conv2d(const Conv2dGeometry& geometry, const T* x, const T* weight, const T* bias, T* y,
            T* scratch);

/// dx = the gradient of x.
template <class T>
void conv2d_input_gradient(const Conv2dGeometry& geometry, const T* dy, const T* weight, T* dx,
                           T* scratch);

/// dweight = the gradient of weight.
template <class T>
void conv2d_weight_gradient(const Conv2dGeometry& geometry, const T* x, const T* dy, T* dweight,
                            T* scratch);

/// dbias = sums over all but the channels.
template <class T>
void conv2d_bias_gradient(const Conv2dGeometry& geometry, const T* dy, T* dbias);

}  // namespace engine::kernels
