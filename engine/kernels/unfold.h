#pragma once

#include "engine/kernels/conv.h"

namespace engine::kernels {

/// What a convolution multiplies its weight with, for output places [from, to) of one group of one
/// sample: columns (channels / groups * kernel_d * kernel_h * kernel_w, to - from), column j the
/// window of place from + j. x is that group's channels; padding reads as 0.
template <class T>
void unfold(const ConvGeometry& geometry, const T* x, int64_t from, int64_t to, T* columns);

/// The transpose of unfold: x += the columns, each where it came from.
template <class T>
void fold(const ConvGeometry& geometry, const T* columns, int64_t from, int64_t to, T* x);

}  // namespace engine::kernels
