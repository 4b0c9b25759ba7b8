#pragma once

#include <cstdint>
#include <span>

namespace engine::kernels {

/// y[i] = value where mask[i] is set. For float, double, int64_t and bool.
template <class T>
void masked_fill(std::span<T> y, std::span<const bool> mask, T value);

/// Matrices (count, rows, columns) behind each other: what is above the diagonal becomes 0, or what
/// is below. `diagonal` shifts it to the right.
template <class T>
void zero_above(T* y, int64_t count, int64_t rows, int64_t columns, int64_t diagonal);
template <class T>
void zero_below(T* y, int64_t count, int64_t rows, int64_t columns, int64_t diagonal);

}  // namespace engine::kernels
