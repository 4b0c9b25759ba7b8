#include "engine/kernels/conv3x3.h"

#include <algorithm>
#include <cstring>

namespace engine::kernels {

namespace {

// 32 bytes: what AVX2 holds in one register. GCC splits it where the machine has less.
template <class T>
struct Vector {
    static constexpr int64_t kLanes = 32 / sizeof(T);
    typedef T Type __attribute__((vector_size(32)));
    typedef T Unaligned __attribute__((vector_size(32), aligned(alignof(T)), may_alias));

    static Type load(const T* from) { return *reinterpret_cast<const Unaligned*>(from); }
    static void store(T* to, Type value) { *reinterpret_cast<Unaligned*>(to) = value; }
};

constexpr int64_t kBlock = 4;  // output channels that share what is read of x

template <class T>
constexpr int64_t kColumns = 2 * Vector<T>::kLanes;  // outputs of a row that are made together

int64_t round_up(int64_t value, int64_t unit) {
    return (value + unit - 1) / unit * unit;
}

struct Padded {
    int64_t height;
    int64_t width;  // with room for a last block of columns that is not full
};

Padded padded(const ConvGeometry& g) {
    return {g.out_height + 2, round_up(g.out_width, 16) + 8};
}

// Puts x into the middle of zeros.
template <class T>
void pad(const ConvGeometry& g, const T* x, T* out) {
    const Padded size = padded(g);
    std::fill_n(out, g.channels * size.height * size.width, T(0));
    for (int64_t c = 0; c < g.channels; ++c) {
        for (int64_t r = 0; r < g.height; ++r) {
            std::memcpy(out + (c * size.height + r + g.padding_h) * size.width + g.padding_w,
                        x + (c * g.height + r) * g.width, static_cast<size_t>(g.width) * sizeof(T));
        }
    }
}

// (out / 4, channels, 9, 4): what the inner loop reads in a row. Missing channels are zeros.
template <class T>
void pack(const ConvGeometry& g, const T* weight, bool turned, T* out) {
    const int64_t blocks = (g.out_channels + kBlock - 1) / kBlock;
    for (int64_t b = 0; b < blocks; ++b) {
        for (int64_t c = 0; c < g.channels; ++c) {
            for (int64_t k = 0; k < 9; ++k) {
                for (int64_t i = 0; i < kBlock; ++i) {
                    const int64_t o = b * kBlock + i;
                    T value = 0;
                    if (o < g.out_channels) {
                        value = turned ? weight[(c * g.out_channels + o) * 9 + 8 - k]
                                       : weight[(o * g.channels + c) * 9 + k];
                    }
                    *out++ = value;
                }
            }
        }
    }
}

// 4 output channels x 2 vectors of one output row.
template <class T>
inline void block(const T* x, int64_t row_step, int64_t plane_step, const T* weights,
                  int64_t channels, const T* start, T* out /* 4 x kColumns */) {
    using V = Vector<T>;
    using Vec = typename V::Type;
    Vec sum[kBlock][2];
    for (int64_t i = 0; i < kBlock; ++i) sum[i][0] = sum[i][1] = Vec{} + start[i];
    for (int64_t c = 0; c < channels; ++c) {
        const T* plane = x + c * plane_step;
        const T* w = weights + c * 9 * kBlock;
        for (int64_t ky = 0; ky < 3; ++ky) {
            const T* row = plane + ky * row_step;
#pragma GCC unroll 3
            for (int64_t kx = 0; kx < 3; ++kx, w += kBlock) {
                const Vec a = V::load(row + kx);
                const Vec b = V::load(row + kx + V::kLanes);
#pragma GCC unroll 4
                for (int64_t i = 0; i < kBlock; ++i) {
                    sum[i][0] += a * w[i];
                    sum[i][1] += b * w[i];
                }
            }
        }
    }
    for (int64_t i = 0; i < kBlock; ++i) {
        V::store(out + i * kColumns<T>, sum[i][0]);
        V::store(out + i * kColumns<T> + V::kLanes, sum[i][1]);
    }
}

}  // namespace

bool conv3x3_applies(const ConvGeometry& g) {
    return g.kernel_h == 3 && g.kernel_w == 3 && g.stride_h == 1 && g.stride_w == 1 &&
           g.dilation_h == 1 && g.dilation_w == 1 && g.groups == 1 && g.padding_h <= 2 &&
           g.padding_w <= 2 && g.out_width >= 12 && g.out_height > 0 && g.depth == 1 &&
           g.kernel_d == 1 && g.out_depth == 1;
}

int64_t conv3x3_scratch(const ConvGeometry& g) {
    const Padded size = padded(g);
    return g.channels * size.height * size.width +
           round_up(g.out_channels, kBlock) * g.channels * 9 + 64;
}

template <class T>
void conv3x3(const ConvGeometry& g, const T* x, const T* weight, bool turned, const T* bias, T* y,
             T* scratch) {
    const Padded size = padded(g);
    T* weights = scratch;
    T* plane = scratch + round_up(round_up(g.out_channels, kBlock) * g.channels * 9, 16);
    pack(g, weight, turned, weights);
    const int64_t outputs = g.out_height * g.out_width;
    T piece[kBlock * kColumns<T>];
    for (int64_t n = 0; n < g.n; ++n) {
        pad(g, x + n * g.channels * g.height * g.width, plane);
        T* image = y + n * g.out_channels * outputs;
        // Rows outside, channels inside: three rows of all channels stay in the first cache.
        for (int64_t r = 0; r < g.out_height; ++r) {
            for (int64_t o = 0; o < g.out_channels; o += kBlock) {
                const int64_t filled = std::min(kBlock, g.out_channels - o);
                T start[kBlock] = {};
                for (int64_t i = 0; bias != nullptr && i < filled; ++i) start[i] = bias[o + i];
                T* to = image + o * outputs + r * g.out_width;
                for (int64_t c = 0; c < g.out_width; c += kColumns<T>) {
                    block(plane + r * size.width + c, size.width, size.height * size.width,
                          weights + o * g.channels * 9, g.channels, start, piece);
                    const int64_t columns = std::min(kColumns<T>, g.out_width - c);
                    for (int64_t i = 0; i < filled; ++i) {
                        std::memcpy(to + i * outputs + c, piece + i * kColumns<T>,
                                    static_cast<size_t>(columns) * sizeof(T));
                    }
                }
            }
        }
    }
}

template void conv3x3(const ConvGeometry&, const float*, const float*, bool, const float*, float*,
                      float*);
template void conv3x3(const ConvGeometry&, const double*, const double*, bool, const double*,
                      double*, double*);

}  // namespace engine::kernels
