#include "engine/kernels/avg_pool2d.h"

#include <algorithm>

namespace engine::kernels {

namespace {

template <class T>
T divisor_of(const MeanWindows& windows, const MeanWindow& row, const MeanWindow& column) {
    return static_cast<T>(windows.divisor != 0 ? windows.divisor : row.count * column.count);
}

}  // namespace

template <class T>
void avg_pool2d(const MeanWindows& windows, const T* x, T* y) {
    for (int64_t p = 0; p < windows.planes; ++p) {
        const T* plane = x + p * windows.height * windows.width;
        for (const MeanWindow& row : windows.rows) {
            for (const MeanWindow& column : windows.columns) {
                T sum = 0;
                for (int64_t h = row.begin; h < row.end; ++h) {
                    const T* line = plane + h * windows.width;
                    for (int64_t w = column.begin; w < column.end; ++w) sum += line[w];
                }
                *y++ = sum / divisor_of<T>(windows, row, column);
            }
        }
    }
}

template <class T>
void avg_pool2d_backward(const MeanWindows& windows, const T* dy, T* dx) {
    std::fill_n(dx, windows.planes * windows.height * windows.width, T(0));
    for (int64_t p = 0; p < windows.planes; ++p) {
        T* plane = dx + p * windows.height * windows.width;
        for (const MeanWindow& row : windows.rows) {
            for (const MeanWindow& column : windows.columns) {
                const T share = *dy++ / divisor_of<T>(windows, row, column);
                for (int64_t h = row.begin; h < row.end; ++h) {
                    T* line = plane + h * windows.width;
                    for (int64_t w = column.begin; w < column.end; ++w) line[w] += share;
                }
            }
        }
    }
}

#define INSTANTIATE(T)                                          \
    template void avg_pool2d(const MeanWindows&, const T*, T*); \
    template void avg_pool2d_backward(const MeanWindows&, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
