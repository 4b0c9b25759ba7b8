#include "engine/kernels/pool2d.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace engine::kernels {

namespace {

// Windows of 2 x 2 that touch and fill the plane: without bounds, four values and three selections.
// Places are chosen as numbers as wide as the values, a stretch of a row at a time, so that the
// selections vectorise; the second loop widens them.
template <class T>
void max_pool_2x2(const Pool2dGeometry& g, const T* x, T* y, int64_t* indices) {
    using Number = std::conditional_t<sizeof(T) == 4, int32_t, int64_t>;
    constexpr int64_t kStretch = 128;
    const auto below = static_cast<Number>(g.width);
    Number chosen[kStretch];
    for (int64_t line = 0; line < g.planes * g.out_height; ++line) {
        const int64_t row = 2 * (line % g.out_height) * g.width;
        const T* plane = x + line / g.out_height * g.height * g.width;
        for (int64_t from = 0; from < g.out_width; from += kStretch) {
            const int64_t count = std::min(kStretch, g.out_width - from);
            const T* __restrict upper = plane + row + 2 * from;
            const T* __restrict lower = upper + g.width;
            T* __restrict to = y + line * g.out_width + from;
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
            int64_t* __restrict place = indices + line * g.out_width + from;
            for (int64_t j = 0; j < count; ++j) place[j] = row + 2 * (from + j) + chosen[j];
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
