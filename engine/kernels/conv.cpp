#include "engine/kernels/conv.h"

#include <algorithm>

#include "engine/kernels/conv3x3.h"
#include "engine/kernels/gemm.h"
#include "engine/kernels/unfold.h"

namespace engine::kernels {

namespace {

// Windows are unrolled for a tile of output places at a time, so that the tile stays in the cache.
constexpr int64_t kTileElements = 96 * 1024;

int64_t window(const ConvGeometry& g) {
    return g.channels / g.groups * g.kernel_d * g.kernel_h * g.kernel_w;
}
int64_t inputs(const ConvGeometry& g) {
    return g.depth * g.height * g.width;
}
int64_t outputs(const ConvGeometry& g) {
    return g.out_depth * g.out_height * g.out_width;
}

int64_t tile_places(const ConvGeometry& g) {
    const int64_t fitting = kTileElements / std::max<int64_t>(window(g), 1) / 16 * 16;
    return std::min(std::max<int64_t>(fitting, 16), std::max<int64_t>(outputs(g), 1));
}

// Runs f(sample, group, first place, one past the last) over everything.
template <class F>
void for_each_tile(const ConvGeometry& g, F&& f) {
    const int64_t step = tile_places(g);
    for (int64_t n = 0; n < g.n; ++n) {
        for (int64_t group = 0; group < g.groups; ++group) {
            for (int64_t from = 0; from < outputs(g); from += step) {
                f(n, group, from, std::min(from + step, outputs(g)));
            }
        }
    }
}

template <class T>
auto* plane_of(const ConvGeometry& g, T* x, int64_t n, int64_t group) {
    return x + (n * g.channels + group * (g.channels / g.groups)) * inputs(g);
}
template <class T>
auto* output_of(const ConvGeometry& g, T* y, int64_t n, int64_t group) {
    return y + (n * g.out_channels + group * (g.out_channels / g.groups)) * outputs(g);
}

// The convolution whose result is dx: dy is its input, and the window looks the other way.
ConvGeometry turned(const ConvGeometry& g) {
    ConvGeometry back = g;
    std::swap(back.channels, back.out_channels);
    std::swap(back.height, back.out_height);
    std::swap(back.width, back.out_width);
    back.padding_h = 2 - g.padding_h;
    back.padding_w = 2 - g.padding_w;
    return back;
}

bool turned_applies(const ConvGeometry& g) {
    return g.kernel_h == 3 && g.kernel_w == 3 && g.padding_h <= 2 && g.padding_w <= 2 &&
           conv3x3_applies(turned(g));
}

}  // namespace

int64_t conv_scratch(const ConvGeometry& g) {
    int64_t most = window(g) * tile_places(g);
    if (conv3x3_applies(g)) most = std::max(most, conv3x3_scratch(g));
    if (turned_applies(g)) most = std::max(most, conv3x3_scratch(turned(g)));
    return most;
}

template <class T>
void conv(const ConvGeometry& g, const T* x, const T* weight, const T* bias, T* y, T* scratch) {
    if (conv3x3_applies(g)) return conv3x3(g, x, weight, false, bias, y, scratch);
    const int64_t out = g.out_channels / g.groups;
    for_each_tile(g, [&](int64_t n, int64_t group, int64_t from, int64_t to) {
        unfold(g, plane_of(g, x, n, group), from, to, scratch);
        T* result = output_of(g, y, n, group) + from;
        for (int64_t o = 0; bias != nullptr && o < out; ++o) {
            std::fill_n(result + o * outputs(g), to - from, bias[group * out + o]);
        }
        const MatrixView<T> w{weight + group * out * window(g), out, window(g), window(g)};
        gemm<T>(w, {scratch, window(g), to - from, to - from}, result, outputs(g), bias != nullptr);
    });
}

template <class T>
void conv_input_gradient(const ConvGeometry& g, const T* dy, const T* weight, T* dx, T* scratch) {
    if (turned_applies(g)) return conv3x3<T>(turned(g), dy, weight, true, nullptr, dx, scratch);
    const int64_t out = g.out_channels / g.groups;
    std::fill_n(dx, g.n * g.channels * inputs(g), T(0));
    for_each_tile(g, [&](int64_t n, int64_t group, int64_t from, int64_t to) {
        const MatrixView<T> w{weight + group * out * window(g), window(g), out, window(g), true};
        gemm<T>(w, {output_of(g, dy, n, group) + from, out, to - from, outputs(g)}, scratch,
                to - from);
        fold(g, scratch, from, to, plane_of(g, dx, n, group));
    });
}

template <class T>
void conv_weight_gradient(const ConvGeometry& g, const T* x, const T* dy, T* dweight, T* scratch) {
    const int64_t out = g.out_channels / g.groups;
    std::fill_n(dweight, g.out_channels * window(g), T(0));
    for_each_tile(g, [&](int64_t n, int64_t group, int64_t from, int64_t to) {
        unfold(g, plane_of(g, x, n, group), from, to, scratch);
        const MatrixView<T> gradient{output_of(g, dy, n, group) + from, out, to - from, outputs(g)};
        gemm<T>(gradient, {scratch, to - from, window(g), to - from, true},
                dweight + group * out * window(g), window(g), true);
    });
}

template <class T>
void conv_bias_gradient(int64_t n, int64_t channels, int64_t places, const T* dy, T* dbias) {
    for (int64_t o = 0; o < channels; ++o) {
        double sum = 0;
        for (int64_t k = 0; k < n; ++k) {
            const T* plane = dy + (k * channels + o) * places;
            double chains[8] = {};
            int64_t i = 0;
            for (; i + 8 <= places; i += 8) {
                for (int64_t c = 0; c < 8; ++c) chains[c] += static_cast<double>(plane[i + c]);
            }
            for (; i < places; ++i) chains[0] += static_cast<double>(plane[i]);
            for (const double chain : chains) sum += chain;
        }
        dbias[o] = static_cast<T>(sum);
    }
}

template <class T>
void conv_add_bias(int64_t n, int64_t channels, int64_t places, const T* bias, T* y) {
    for (int64_t row = 0; row < n * channels; ++row) {
        const T shift = bias[row % channels];
        for (int64_t i = 0; i < places; ++i) y[row * places + i] += shift;
    }
}

#define INSTANTIATE(T)                                                                   \
    template void conv(const ConvGeometry&, const T*, const T*, const T*, T*, T*);       \
    template void conv_input_gradient(const ConvGeometry&, const T*, const T*, T*, T*);  \
    template void conv_weight_gradient(const ConvGeometry&, const T*, const T*, T*, T*); \
    template void conv_bias_gradient(int64_t, int64_t, int64_t, const T*, T*);           \
    template void conv_add_bias(int64_t, int64_t, int64_t, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
