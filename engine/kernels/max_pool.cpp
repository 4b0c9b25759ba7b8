#include "engine/kernels/max_pool.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace engine::kernels {

// Without bounds, four values and three selections.
// Places are chosen as numbers as wide as the values, a stretch of a row at a time, so that the
// selections vectorise; the second loop widens them.
template <class T>
void max_pool_halves(int64_t planes, int64_t height, int64_t width, int64_t out_height,
                     int64_t out_width, const T* x, T* y, int64_t* indices) {
    using Number = std::conditional_t<sizeof(T) == 4, int32_t, int64_t>;
    constexpr int64_t kStretch = 128;
    const auto below = static_cast<Number>(width);
    Number chosen[kStretch];
    for (int64_t line = 0; line < planes * out_height; ++line) {
        const int64_t row = 2 * (line % out_height) * width;
        const T* plane = x + line / out_height * height * width;
        for (int64_t from = 0; from < out_width; from += kStretch) {
            const int64_t count = std::min(kStretch, out_width - from);
            const T* __restrict upper = plane + row + 2 * from;
            const T* __restrict lower = upper + width;
            T* __restrict to = y + line * out_width + from;
            for (int64_t j = 0; j < count; ++j) {
                T best = upper[2 * j];
                Number at = 0;
                const auto meet = [&](T value, Number where) {
                    const bool wins = (value > best) | (value != value);
                    best = wins ? value : best;
                    at = wins ? where : at;
                };
                meet(upper[2 * j + 1], 1);
                meet(lower[2 * j], below);
                meet(lower[2 * j + 1], below + 1);
                to[j] = best;
                chosen[j] = at;
            }
            int64_t* __restrict place = indices + line * out_width + from;
            for (int64_t j = 0; j < count; ++j) place[j] = row + 2 * (from + j) + chosen[j];
        }
    }
}

template <class T>
void max_pool(const PoolWindows& windows, const int64_t (&step)[3], const T* x, T* y,
              int64_t* indices) {
    for (int64_t p = 0; p < windows.planes; ++p) {
        const T* plane = x + p * windows.inputs();
        for (const PoolWindow& slab : windows.slabs) {
            for (const PoolWindow& row : windows.rows) {
                for (const PoolWindow& column : windows.columns) {
                    T best = -std::numeric_limits<T>::infinity();
                    int64_t at =
                        (slab.begin * windows.height + row.begin) * windows.width + column.begin;
                    for (int64_t d = slab.begin; d < slab.end; d += step[0]) {
                        for (int64_t r = row.begin; r < row.end; r += step[1]) {
                            const int64_t line = (d * windows.height + r) * windows.width;
                            for (int64_t c = column.begin; c < column.end; c += step[2]) {
                                const T value = plane[line + c];
                                if (value > best || value != value) {
                                    best = value;
                                    at = line + c;
                                }
                            }
                        }
                    }
                    *y++ = best;
                    *indices++ = at;
                }
            }
        }
    }
}

template <class T>
void max_pool_backward(int64_t planes, int64_t inputs, int64_t outputs, const int64_t* indices,
                       const T* dy, T* dx) {
    std::fill_n(dx, planes * inputs, T(0));
    for (int64_t p = 0; p < planes; ++p) {
        for (int64_t i = 0; i < outputs; ++i)
            dx[p * inputs + indices[p * outputs + i]] += dy[p * outputs + i];
    }
}

#define INSTANTIATE(T)                                                                       \
    template void max_pool(const PoolWindows&, const int64_t(&)[3], const T*, T*, int64_t*); \
    template void max_pool_halves(int64_t, int64_t, int64_t, int64_t, int64_t, const T*, T*, \
                                  int64_t*);                                                 \
    template void max_pool_backward(int64_t, int64_t, int64_t, const int64_t*, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
