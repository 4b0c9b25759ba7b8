#pragma once

#include "engine/kernels/pool_window.h"

namespace engine::kernels {

/// y = sum of each window / its divisor: `divisor`, or for 0 the product of the windows' counts.
/// Also of int64, whose quotients are cut off.
template <class T>
void avg_pool(const PoolWindows& windows, int64_t divisor, const T* x, T* y);

/// dx = 0, then dx += dy / divisor all over each window
template <class T>
void avg_pool_backward(const PoolWindows& windows, int64_t divisor, const T* dy, T* dx);

}  // namespace engine::kernels
