#include "engine/kernels/avg_pool.h"

#include <algorithm>

namespace engine::kernels {

namespace {

// Calls f(plane, slab, row, column) for every output place, in order.
template <class F>
void for_each_place(const PoolWindows& windows, F&& f) {
    for (int64_t p = 0; p < windows.planes; ++p) {
        for (const PoolWindow& slab : windows.slabs) {
            for (const PoolWindow& row : windows.rows) {
                for (const PoolWindow& column : windows.columns) f(p, slab, row, column);
            }
        }
    }
}

// Calls f(offset of a line's first element) for every line of a window, in order.
template <class F>
void for_each_line(const PoolWindows& windows, int64_t plane, const PoolWindow& slab,
                   const PoolWindow& row, F&& f) {
    for (int64_t d = slab.begin; d < slab.end; ++d) {
        const int64_t first = (plane * windows.depth + d) * windows.height;
        for (int64_t h = row.begin; h < row.end; ++h) f((first + h) * windows.width);
    }
}

template <class T>
T divisor_of(int64_t divisor, const PoolWindow& slab, const PoolWindow& row,
             const PoolWindow& column) {
    return static_cast<T>(divisor != 0 ? divisor : slab.count * row.count * column.count);
}

}  // namespace

template <class T>
void avg_pool(const PoolWindows& windows, int64_t divisor, const T* x, T* y) {
    for_each_place(windows, [&](int64_t plane, const PoolWindow& slab, const PoolWindow& row,
                                const PoolWindow& column) {
        T sum = 0;
        for_each_line(windows, plane, slab, row, [&](int64_t line) {
            for (int64_t w = column.begin; w < column.end; ++w) sum += x[line + w];
        });
        *y++ = sum / divisor_of<T>(divisor, slab, row, column);
    });
}

template <class T>
void avg_pool_backward(const PoolWindows& windows, int64_t divisor, const T* dy, T* dx) {
    std::fill_n(dx, windows.planes * windows.inputs(), T(0));
    for_each_place(windows, [&](int64_t plane, const PoolWindow& slab, const PoolWindow& row,
                                const PoolWindow& column) {
        const T share = *dy++ / divisor_of<T>(divisor, slab, row, column);
        for_each_line(windows, plane, slab, row, [&](int64_t line) {
            for (int64_t w = column.begin; w < column.end; ++w) dx[line + w] += share;
        });
    });
}

template void avg_pool(const PoolWindows&, int64_t, const float*, float*);
template void avg_pool(const PoolWindows&, int64_t, const double*, double*);
template void avg_pool(const PoolWindows&, int64_t, const int64_t*, int64_t*);
template void avg_pool_backward(const PoolWindows&, int64_t, const float*, float*);
template void avg_pool_backward(const PoolWindows&, int64_t, const double*, double*);

}  // namespace engine::kernels
