#include "engine/kernels/batch_norm.h"

#include <algorithm>

namespace engine::kernels {

namespace {

// sum of f(i) over a plane, in several chains so that additions overlap.
template <class F>
double plane_sum(int64_t count, F f) {
    constexpr int64_t kChains = 16;
    double chains[kChains] = {};
    int64_t i = 0;
    for (; i + kChains <= count; i += kChains) {
        for (int64_t k = 0; k < kChains; ++k) chains[k] += f(i + k);
    }
    for (; i < count; ++i) chains[0] += f(i);
    double sum = 0;
    for (const double chain : chains) sum += chain;
    return sum;
}

// sums[c] += sum of f(element, c) over the rows, for `Wide` channels that lie next to each other.
// Runs of rows are summed in T, in registers, and the runs in double: as exact as double alone for
// what a batch norm needs, and twice as fast.
template <int64_t Wide, class T, class F>
void add_rows(ChannelLayout layout, const T* x, double* __restrict sums, F f) {
    constexpr int64_t kRun = 16;
    for (int64_t first = 0; first < layout.n; first += kRun) {
        const int64_t last = std::min(first + kRun, layout.n);
        T run[Wide] = {};
        for (int64_t i = first; i < last; ++i) {
            const T* __restrict row = x + i * layout.channels;
            for (int64_t c = 0; c < Wide; ++c) run[c] += f(row[c], c);
        }
        for (int64_t c = 0; c < Wide; ++c) sums[c] += static_cast<double>(run[c]);
    }
}

// Mean and sum of squared distances of as many groups of `Wide` channels as there are, from channel
// `c` on; returns the first channel that is left. A group stays in the cache from pass to pass.
template <int64_t Wide, class T>
int64_t row_statistics(ChannelLayout layout, const T* x, int64_t c, double* __restrict mean,
                       double* __restrict var) {
    for (; c + Wide <= layout.channels; c += Wide) {
        add_rows<Wide>(layout, x + c, mean + c, [](T value, int64_t) { return value; });
        T center[Wide];
        for (int64_t k = 0; k < Wide; ++k) {
            mean[c + k] /= static_cast<double>(layout.n);
            center[k] = static_cast<T>(mean[c + k]);
        }
        // The mean's own rounding counts squared: nothing is left of it.
        add_rows<Wide>(layout, x + c, var + c, [&center](T value, int64_t k) {
            const T d = value - center[k];
            return d * d;
        });
    }
    return c;
}

}  // namespace

template <class T>
void channel_statistics(ChannelLayout layout, const T* x, double* __restrict mean,
                        double* __restrict var) {
    const int64_t channels = layout.channels;
    const int64_t inner = layout.inner;
    const auto count = static_cast<double>(layout.n * inner);
    std::fill_n(mean, channels, 0.0);
    std::fill_n(var, channels, 0.0);
    if (inner == 1) {
        int64_t c = row_statistics<32>(layout, x, 0, mean, var);
        c = row_statistics<8>(layout, x, c, mean, var);
        row_statistics<1>(layout, x, c, mean, var);
    } else {
        for (int64_t c = 0; c < channels; ++c) {
            for (int64_t i = 0; i < layout.n; ++i) {
                const T* plane = x + (i * channels + c) * inner;
                mean[c] +=
                    plane_sum(inner, [&](int64_t k) { return static_cast<double>(plane[k]); });
            }
            mean[c] /= count;
            const double m = mean[c];
            for (int64_t i = 0; i < layout.n; ++i) {
                const T* plane = x + (i * channels + c) * inner;
                var[c] += plane_sum(inner, [&](int64_t k) {
                    const double d = static_cast<double>(plane[k]) - m;
                    return d * d;
                });
            }
        }
    }
    for (int64_t c = 0; c < channels; ++c) var[c] /= count;
}

template <class T>
void channel_affine(ChannelLayout layout, const T* x, const T* __restrict alpha,
                    const T* __restrict beta, T* y) {
    const int64_t channels = layout.channels;
    const int64_t inner = layout.inner;
    for (int64_t i = 0; i < layout.n; ++i) {
        if (inner == 1) {
            const T* __restrict from = x + i * channels;
            T* __restrict to = y + i * channels;
            for (int64_t c = 0; c < channels; ++c) to[c] = from[c] * alpha[c] + beta[c];
            continue;
        }
        for (int64_t c = 0; c < channels; ++c) {
            const T* __restrict from = x + (i * channels + c) * inner;
            T* __restrict to = y + (i * channels + c) * inner;
            const T a = alpha[c];
            const T b = beta[c];
            for (int64_t k = 0; k < inner; ++k) to[k] = from[k] * a + b;
        }
    }
}

template <class T>
void channel_gradient_sums(ChannelLayout layout, const T* x, const T* dy, const T* mean,
                           double* __restrict sum_dy, double* __restrict sum_dy_x) {
    const int64_t channels = layout.channels;
    const int64_t inner = layout.inner;
    std::fill_n(sum_dy, channels, 0.0);
    std::fill_n(sum_dy_x, channels, 0.0);
    for (int64_t i = 0; i < layout.n; ++i) {
        if (inner == 1) {
            const T* __restrict row = x + i * channels;
            const T* __restrict gradient = dy + i * channels;
            for (int64_t c = 0; c < channels; ++c) {
                const auto g = static_cast<double>(gradient[c]);
                sum_dy[c] += g;
                sum_dy_x[c] += g * static_cast<double>(row[c] - mean[c]);
            }
            continue;
        }
        for (int64_t c = 0; c < channels; ++c) {
            const T* plane = x + (i * channels + c) * inner;
            const T* gradient = dy + (i * channels + c) * inner;
            const T m = mean[c];
            sum_dy[c] +=
                plane_sum(inner, [&](int64_t k) { return static_cast<double>(gradient[k]); });
            sum_dy_x[c] += plane_sum(inner, [&](int64_t k) {
                return static_cast<double>(gradient[k]) * static_cast<double>(plane[k] - m);
            });
        }
    }
}

template <class T>
void channel_input_gradient(ChannelLayout layout, const T* x, const T* dy, const T* __restrict mean,
                            const T* __restrict a, const T* __restrict b, const T* __restrict c,
                            T* dx) {
    const int64_t channels = layout.channels;
    const int64_t inner = layout.inner;
    for (int64_t i = 0; i < layout.n; ++i) {
        if (inner == 1) {
            const T* __restrict row = x + i * channels;
            const T* __restrict gradient = dy + i * channels;
            T* __restrict to = dx + i * channels;
            for (int64_t k = 0; k < channels; ++k)
                to[k] = a[k] * gradient[k] + (b[k] * (row[k] - mean[k]) + c[k]);
            continue;
        }
        for (int64_t k = 0; k < channels; ++k) {
            const T* __restrict plane = x + (i * channels + k) * inner;
            const T* __restrict gradient = dy + (i * channels + k) * inner;
            T* __restrict to = dx + (i * channels + k) * inner;
            const T m = mean[k];
            const T ak = a[k];
            const T bk = b[k];
            const T ck = c[k];
            for (int64_t j = 0; j < inner; ++j)
                to[j] = ak * gradient[j] + (bk * (plane[j] - m) + ck);
        }
    }
}

#define INSTANTIATE(T)                                                                          \
    template void channel_statistics(ChannelLayout, const T*, double*, double*);                \
    template void channel_affine(ChannelLayout, const T*, const T*, const T*, T*);              \
    template void channel_gradient_sums(ChannelLayout, const T*, const T*, const T*, double*,   \
                                        double*);                                               \
    template void channel_input_gradient(ChannelLayout, const T*, const T*, const T*, const T*, \
                                         const T*, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
