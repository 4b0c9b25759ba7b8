#include "engine/kernels/masked.h"

#include <algorithm>

namespace engine::kernels {

template <class T>
void masked_fill(std::span<T> y, std::span<const bool> mask, T value) {
    for (size_t i = 0; i < y.size(); ++i) y[i] = mask[i] ? value : y[i];
}

namespace {

// The first place of a row that is right of the diagonal.
int64_t right_of(int64_t row, int64_t columns, int64_t diagonal) {
    return std::clamp<int64_t>(row + diagonal + 1, 0, columns);
}

}  // namespace

template <class T>
void zero_above(T* y, int64_t count, int64_t rows, int64_t columns, int64_t diagonal) {
    for (int64_t i = 0; i < count * rows; ++i) {
        T* row = y + i * columns;
        std::fill(row + right_of(i % rows, columns, diagonal), row + columns, T(0));
    }
}

template <class T>
void zero_below(T* y, int64_t count, int64_t rows, int64_t columns, int64_t diagonal) {
    for (int64_t i = 0; i < count * rows; ++i) {
        T* row = y + i * columns;
        std::fill(row, row + right_of(i % rows, columns, diagonal - 1), T(0));
    }
}

#define INSTANTIATE(T)                                                 \
    template void masked_fill(std::span<T>, std::span<const bool>, T); \
    template void zero_above(T*, int64_t, int64_t, int64_t, int64_t);  \
    template void zero_below(T*, int64_t, int64_t, int64_t, int64_t);
INSTANTIATE(float)
INSTANTIATE(double)
INSTANTIATE(int64_t)
INSTANTIATE(bool)

}  // namespace engine::kernels
