#include "engine/kernels/row_norm.h"

#include <algorithm>
#include <cmath>

namespace engine::kernels {

template <class T>
void row_norm(RowLayout layout, const T* x, const T* weight, const T* bias, double eps, T* y,
              T* mean, T* rstd) {
    const int64_t size = layout.channels * layout.inner;
    for (int64_t r = 0; r < layout.rows; ++r) {
        const T* from = x + r * size;
        double sum = 0;
        for (int64_t i = 0; i < size; ++i) sum += static_cast<double>(from[i]);
        const double m = sum / static_cast<double>(size);
        double squares = 0;
        for (int64_t i = 0; i < size; ++i) {
            const double d = static_cast<double>(from[i]) - m;
            squares += d * d;
        }
        const double s = 1 / std::sqrt(squares / static_cast<double>(size) + eps);
        mean[r] = static_cast<T>(m);
        rstd[r] = static_cast<T>(s);
        // PyTorch's order: scale and shift first, then weight and bias.
        const T scale = rstd[r];
        const T shift = -mean[r] * scale;
        const int64_t first = r % layout.groups * layout.channels;
        for (int64_t c = 0; c < layout.channels; ++c) {
            const T w = weight ? weight[first + c] : T(1);
            const T b = bias ? bias[first + c] : T(0);
            const T* plane = from + c * layout.inner;
            T* to = y + r * size + c * layout.inner;
            for (int64_t k = 0; k < layout.inner; ++k) to[k] = (plane[k] * scale + shift) * w + b;
        }
    }
}

template <class T>
void row_norm_backward(RowLayout layout, const T* x, const T* dy, const T* mean, const T* rstd,
                       const T* weight, T* dx, double* dweight, double* dbias) {
    const int64_t size = layout.channels * layout.inner;
    if (dweight) {
        std::fill_n(dweight, layout.groups * layout.channels, 0.0);
        std::fill_n(dbias, layout.groups * layout.channels, 0.0);
    }
    for (int64_t r = 0; r < layout.rows; ++r) {
        const auto m = static_cast<double>(mean[r]);
        const auto s = static_cast<double>(rstd[r]);
        const int64_t first = r % layout.groups * layout.channels;
        double sum_g = 0, sum_gh = 0;
        for (int64_t c = 0; c < layout.channels; ++c) {
            const int64_t start = r * size + c * layout.inner;
            double channel_dy = 0, channel_dyh = 0;
            for (int64_t k = 0; k < layout.inner; ++k) {
                const auto g = static_cast<double>(dy[start + k]);
                channel_dy += g;
                channel_dyh += g * (static_cast<double>(x[start + k]) - m) * s;
            }
            const double w = weight ? static_cast<double>(weight[first + c]) : 1;
            sum_g += w * channel_dy;
            sum_gh += w * channel_dyh;
            if (dweight) {
                dweight[first + c] += channel_dyh;
                dbias[first + c] += channel_dy;
            }
        }
        if (!dx) continue;
        const double mean_g = sum_g / static_cast<double>(size);
        const double mean_gh = sum_gh / static_cast<double>(size);
        for (int64_t c = 0; c < layout.channels; ++c) {
            const int64_t start = r * size + c * layout.inner;
            const double w = weight ? static_cast<double>(weight[first + c]) : 1;
            for (int64_t k = 0; k < layout.inner; ++k) {
                const double h = (static_cast<double>(x[start + k]) - m) * s;
                const double g = static_cast<double>(dy[start + k]) * w;
                dx[start + k] = static_cast<T>(s * (g - mean_g - h * mean_gh));
            }
        }
    }
}

#define INSTANTIATE(T)                                                                           \
    template void row_norm(RowLayout, const T*, const T*, const T*, double, T*, T*, T*);         \
    template void row_norm_backward(RowLayout, const T*, const T*, const T*, const T*, const T*, \
                                    T*, double*, double*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
