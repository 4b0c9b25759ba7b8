#pragma once

#include <cstdint>

namespace engine::kernels {

/// A cross-correlation: x (n, channels, depth, height, width), weight (out_channels, channels /
/// groups, kernel_d, kernel_h, kernel_w), y (n, out_channels, out_depth, out_height, out_width),
/// all row-major. One of fewer dimensions is 1 deep (and 1 high).
struct ConvGeometry {
    int64_t n;
    int64_t channels, height, width;
    int64_t out_channels, out_height, out_width;
    int64_t kernel_h, kernel_w;
    int64_t stride_h, stride_w;
    int64_t padding_h, padding_w;  ///< zeros before; what lies after is what the output reaches
    int64_t dilation_h, dilation_w;
    int64_t groups;

    int64_t depth = 1, out_depth = 1, kernel_d = 1;
    int64_t stride_d = 1, padding_d = 0, dilation_d = 1;
};

/// Elements of scratch memory that the functions below need: at most 64 byte aligned, not set.
int64_t conv_scratch(const ConvGeometry& geometry);

/// y = x * weight + bias. bias may be null.
template <class T>
void conv(const ConvGeometry& geometry, const T* x, const T* weight, const T* bias, T* y,
          T* scratch);

/// dx = the gradient of x, which is also what a transposed convolution makes of dy.
template <class T>
void conv_input_gradient(const ConvGeometry& geometry, const T* dy, const T* weight, T* dx,
                         T* scratch);

/// dweight = the gradient of weight.
template <class T>
void conv_weight_gradient(const ConvGeometry& geometry, const T* x, const T* dy, T* dweight,
                          T* scratch);

/// dbias = sums over all but the channels of dy (n, channels, places).
template <class T>
void conv_bias_gradient(int64_t n, int64_t channels, int64_t places, const T* dy, T* dbias);

/// y (n, channels, places) += bias (channels)
template <class T>
void conv_add_bias(int64_t n, int64_t channels, int64_t places, const T* bias, T* y);

}  // namespace engine::kernels
