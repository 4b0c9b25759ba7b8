#pragma once

#include <cstdint>

#include "engine/kernels/conv.h"

/// The direct kernel for 3 x 3 windows at stride 1, which reads a padded copy of x instead of
/// unrolling windows. For kernels/conv.cpp.
namespace engine::kernels {

/// Whether it is made for this geometry: 3 x 3, stride and dilation 1, one group, padding at most
/// 2, planes 1 deep and at least 12 wide (below that a product of matrices is faster).
bool conv3x3_applies(const ConvGeometry& geometry);

/// Elements of scratch.
int64_t conv3x3_scratch(const ConvGeometry& geometry);

/// y = x * weight + bias. With `turned` weight is (channels, out_channels, 3, 3), and is read with
/// both kernel axes flipped: the gradient of the input of a convolution the other way.
template <class T>
void conv3x3(const ConvGeometry& geometry, const T* x, const T* weight, bool turned, const T* bias,
             T* y, T* scratch);

}  // namespace engine::kernels
