#include "engine/kernels/pool2d.h"

#include <algorithm>
#include <limits>

namespace engine::kernels {

namespace {

// Windows of 2 x 2 that touch and fill the plane: without bounds, four values and three selections.
template <class T>
void max_pool_2x2(const Pool2dGeometry& g, const T* x, T* y, int64_t* indices) {
    for (int64_t p = 0; p < g.planes; ++p) {
        const T* plane = x + p * g.height * g.width;
        for (int64_t i = 0; i < g.out_height; ++i) {
            const int64_t row = 2 * i * g.width;
            const T* __restrict upper = plane + row;
            const T* __restrict lower = upper + g.width;
            T* __restrict to = y + (p * g.out_height + i) * g.out_width;
            int64_t* __restrict place = indices + (p * g.out_height + i) * g.out_width;
            for (int64_t j = 0; j < g.out_width; ++j) {
                T best = upper[2 * j];
                int64_t at = row + 2 * j;
                const auto meet = [&](T value, int64_t where) {
                    const bool wins = (value > best) | (value != value);
                    best = wins ? value : best;
                    at = wins ? where : at;
                };
                meet(upper[2 * j + 1], row + 2 * j + 1);
                meet(lower[2 * j], row + g.width + 2 * j);
                meet(lower[2 * j + 1], row + g.width + 2 * j + 1);
                to[j] = best;
                place[j] = at;
            }
        }
    }
}

}  // namespace

template <class T>
void max_pool2d(const Pool2dGeometry& g, const T* x, T* y, int64_t* indices) {
    const bool plain = g.kernel_h == 2 && g.kernel_w == 2 && g.stride_h == 2 && g.stride_w == 2 &&
                       g.padding_h == 0 && g.padding_w == 0 && g.dilation_h == 1 &&
                       g.dilation_w == 1 && 2 * g.out_height <= g.height &&
                       2 * g.out_width <= g.width;
    if (plain) return max_pool_2x2(g, x, y, indices);
    for (int64_t p = 0; p < g.planes; ++p) {
        const T* plane = x + p * g.height * g.width;
        for (int64_t i = 0; i < g.out_height; ++i) {
            for (int64_t j = 0; j < g.out_width; ++j) {
                int64_t top = i * g.stride_h - g.padding_h;
                int64_t left = j * g.stride_w - g.padding_w;
                const int64_t bottom =
                    std::min(top + (g.kernel_h - 1) * g.dilation_h + 1, g.height);
                const int64_t right = std::min(left + (g.kernel_w - 1) * g.dilation_w + 1, g.width);
                while (top < 0) top += g.dilation_h;
                while (left < 0) left += g.dilation_w;
                T best = -std::numeric_limits<T>::infinity();
                int64_t at = top * g.width + left;
                for (int64_t r = top; r < bottom; r += g.dilation_h) {
                    for (int64_t c = left; c < right; c += g.dilation_w) {
                        const T value = plane[r * g.width + c];
                        if (value > best || value != value) {
                            best = value;
                            at = r * g.width + c;
                        }
                    }
                }
                const int64_t to = (p * g.out_height + i) * g.out_width + j;
                y[to] = best;
                indices[to] = at;
            }
        }
    }
}

template <class T>
void max_pool2d_backward(const Pool2dGeometry& g, const int64_t* indices, const T* dy, T* dx) {
    const int64_t outputs = g.out_height * g.out_width;
    const int64_t inputs = g.height * g.width;
    std::fill_n(dx, g.planes * inputs, T(0));
    for (int64_t p = 0; p < g.planes; ++p) {
        for (int64_t i = 0; i < outputs; ++i)
            dx[p * inputs + indices[p * outputs + i]] += dy[p * outputs + i];
    }
}

#define INSTANTIATE(T)                                                       \
    template void max_pool2d(const Pool2dGeometry&, const T*, T*, int64_t*); \
    template void max_pool2d_backward(const Pool2dGeometry&, const int64_t*, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
