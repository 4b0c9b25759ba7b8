#include "engine/kernels/avg_pool.h"

#include <algorithm>

namespace engine::kernels {

namespace {

// The planes of depth 1 by themselves: the usual case, whose loops must stay plain.
template <bool flat, class F>
void for_each_line(const PoolWindows& windows, const PoolWindow& slab, const PoolWindow& row,
                   F&& f) {
    if constexpr (flat) {
        for (int64_t h = row.begin; h < row.end; ++h) f(h * windows.width);
    } else {
        for (int64_t d = slab.begin; d < slab.end; ++d) {
            for (int64_t h = row.begin; h < row.end; ++h) {
                f((d * windows.height + h) * windows.width);
            }
        }
    }
}

template <class T>
T divisor_of(int64_t divisor, const PoolWindow& slab, const PoolWindow& row,
             const PoolWindow& column) {
    return static_cast<T>(divisor != 0 ? divisor : slab.count * row.count * column.count);
}

template <bool flat, class T>
void forward(const PoolWindows& windows, int64_t divisor, const T* x, T* y) {
    for (int64_t p = 0; p < windows.planes; ++p) {
        const T* plane = x + p * windows.inputs();
        for (const PoolWindow& slab : windows.slabs) {
            for (const PoolWindow& row : windows.rows) {
                for (const PoolWindow& column : windows.columns) {
                    T sum = 0;
                    for_each_line<flat>(windows, slab, row, [&](int64_t line) {
                        const T* values = plane + line;
                        for (int64_t w = column.begin; w < column.end; ++w) sum += values[w];
                    });
                    *y++ = sum / divisor_of<T>(divisor, slab, row, column);
                }
            }
        }
    }
}

template <bool flat, class T>
void backward(const PoolWindows& windows, int64_t divisor, const T* dy, T* dx) {
    std::fill_n(dx, windows.planes * windows.inputs(), T(0));
    for (int64_t p = 0; p < windows.planes; ++p) {
        T* plane = dx + p * windows.inputs();
        for (const PoolWindow& slab : windows.slabs) {
            for (const PoolWindow& row : windows.rows) {
                for (const PoolWindow& column : windows.columns) {
                    const T share = *dy++ / divisor_of<T>(divisor, slab, row, column);
                    for_each_line<flat>(windows, slab, row, [&](int64_t line) {
                        T* values = plane + line;
                        for (int64_t w = column.begin; w < column.end; ++w) values[w] += share;
                    });
                }
            }
        }
    }
}

}  // namespace

template <class T>
void avg_pool(const PoolWindows& windows, int64_t divisor, const T* x, T* y) {
    if (windows.depth == 1) return forward<true>(windows, divisor, x, y);
    forward<false>(windows, divisor, x, y);
}

template <class T>
void avg_pool_backward(const PoolWindows& windows, int64_t divisor, const T* dy, T* dx) {
    if (windows.depth == 1) return backward<true>(windows, divisor, dy, dx);
    backward<false>(windows, divisor, dy, dx);
}

template void avg_pool(const PoolWindows&, int64_t, const float*, float*);
template void avg_pool(const PoolWindows&, int64_t, const double*, double*);
template void avg_pool(const PoolWindows&, int64_t, const int64_t*, int64_t*);
template void avg_pool_backward(const PoolWindows&, int64_t, const float*, float*);
template void avg_pool_backward(const PoolWindows&, int64_t, const double*, double*);

}  // namespace engine::kernels
