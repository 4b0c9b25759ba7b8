#include "engine/kernels/conv2d.h"

#include <algorithm>

#include "engine/kernels/conv3x3.h"
#include "engine/kernels/gemm.h"

namespace engine::kernels {

namespace {

// Windows are unrolled for a tile of output places at a time, so that the tile stays in the cache.
constexpr int64_t kTileElements = 96 * 1024;

int64_t window(const Conv2dGeometry& g) {
    return g.channels / g.groups * g.kernel_h * g.kernel_w;
}
int64_t outputs(const Conv2dGeometry& g) {
    return g.out_height * g.out_width;
}

int64_t tile_places(const Conv2dGeometry& g) {
    const int64_t fitting = kTileElements / std::max<int64_t>(window(g), 1) / 16 * 16;
    return std::min(std::max<int64_t>(fitting, 16), std::max<int64_t>(outputs(g), 1));
}

// Calls f(row of the window matrix, output row, first place in the tile, first and one past the
// last output column) for the pieces of output rows that a tile of places [from, to) is made of.
template <class F>
void for_each_piece(const Conv2dGeometry& g, int64_t from, int64_t to, F&& f) {
    int64_t place = from;
    while (place < to) {
        const int64_t row = place / g.out_width;
        const int64_t column = place % g.out_width;
        const int64_t end = std::min(g.out_width, column + to - place);
        f(row, place - from, column, end);
        place += end - column;
    }
}

// Output columns whose window column kx lies inside x: [first, last).
struct Inside {
    int64_t first;
    int64_t last;
};
Inside inside(const Conv2dGeometry& g, int64_t kx, int64_t begin, int64_t end) {
    const int64_t shift = kx * g.dilation_w - g.padding_w;
    const int64_t first = shift >= 0 ? 0 : (-shift + g.stride_w - 1) / g.stride_w;
    const int64_t room = g.width - 1 - shift;
    const int64_t last = room < 0 ? 0 : room / g.stride_w + 1;
    const int64_t a = std::clamp(first, begin, end);
    return {a, std::clamp(last, a, end)};
}

// columns (window x places): column j is the window of output place from + j.
template <class T>
void unroll(const Conv2dGeometry& g, const T* x, int64_t from, int64_t to, T* columns) {
    const int64_t places = to - from;
    const int64_t channels = g.channels / g.groups;
    for (int64_t c = 0; c < channels; ++c) {
        for (int64_t ky = 0; ky < g.kernel_h; ++ky) {
            for (int64_t kx = 0; kx < g.kernel_w; ++kx) {
                T* out = columns + ((c * g.kernel_h + ky) * g.kernel_w + kx) * places;
                for_each_piece(
                    g, from, to, [&](int64_t row, int64_t at, int64_t begin, int64_t end) {
                        const int64_t r = row * g.stride_h - g.padding_h + ky * g.dilation_h;
                        T* piece = out + at - begin;
                        if (r < 0 || r >= g.height) {
                            std::fill(piece + begin, piece + end, T(0));
                            return;
                        }
                        const Inside in = inside(g, kx, begin, end);
                        const T* line =
                            x + (c * g.height + r) * g.width + kx * g.dilation_w - g.padding_w;
                        std::fill(piece + begin, piece + in.first, T(0));
                        if (g.stride_w == 1) {
                            std::copy(line + in.first, line + in.last, piece + in.first);
                        } else {
                            for (int64_t j = in.first; j < in.last; ++j)
                                piece[j] = line[j * g.stride_w];
                        }
                        std::fill(piece + in.last, piece + end, T(0));
                    });
            }
        }
    }
}

// The transpose of unroll: x += the columns, each where it came from.
template <class T>
void roll(const Conv2dGeometry& g, const T* columns, int64_t from, int64_t to, T* x) {
    const int64_t places = to - from;
    const int64_t channels = g.channels / g.groups;
    for (int64_t c = 0; c < channels; ++c) {
        for (int64_t ky = 0; ky < g.kernel_h; ++ky) {
            for (int64_t kx = 0; kx < g.kernel_w; ++kx) {
                const T* in = columns + ((c * g.kernel_h + ky) * g.kernel_w + kx) * places;
                for_each_piece(
                    g, from, to, [&](int64_t row, int64_t at, int64_t begin, int64_t end) {
                        const int64_t r = row * g.stride_h - g.padding_h + ky * g.dilation_h;
                        if (r < 0 || r >= g.height) return;
                        const Inside range = inside(g, kx, begin, end);
                        const T* piece = in + at - begin;
                        T* line =
                            x + (c * g.height + r) * g.width + kx * g.dilation_w - g.padding_w;
                        for (int64_t j = range.first; j < range.last; ++j)
                            line[j * g.stride_w] += piece[j];
                    });
            }
        }
    }
}

// Runs f(sample, group, first place, one past the last) over everything.
template <class F>
void for_each_tile(const Conv2dGeometry& g, F&& f) {
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
auto* plane_of(const Conv2dGeometry& g, T* x, int64_t n, int64_t group) {
    return x + (n * g.channels + group * (g.channels / g.groups)) * g.height * g.width;
}
template <class T>
auto* output_of(const Conv2dGeometry& g, T* y, int64_t n, int64_t group) {
    return y + (n * g.out_channels + group * (g.out_channels / g.groups)) * outputs(g);
}

// The convolution whose result is dx: dy is its input, and the window looks the other way.
Conv2dGeometry turned(const Conv2dGeometry& g) {
    Conv2dGeometry back = g;
    std::swap(back.channels, back.out_channels);
    std::swap(back.height, back.out_height);
    std::swap(back.width, back.out_width);
    back.padding_h = 2 - g.padding_h;
    back.padding_w = 2 - g.padding_w;
    return back;
}

bool turned_applies(const Conv2dGeometry& g) {
    return g.kernel_h == 3 && g.kernel_w == 3 && g.padding_h <= 2 && g.padding_w <= 2 &&
           conv3x3_applies(turned(g));
}

}  // namespace

int64_t conv2d_scratch(const Conv2dGeometry& g) {
    int64_t most = window(g) * tile_places(g);
    if (conv3x3_applies(g)) most = std::max(most, conv3x3_scratch(g));
    if (turned_applies(g)) most = std::max(most, conv3x3_scratch(turned(g)));
    return most;
}

template <class T>
void conv2d(const Conv2dGeometry& g, const T* x, const T* weight, const T* bias, T* y, T* scratch) {
    if (conv3x3_applies(g)) return conv3x3(g, x, weight, false, bias, y, scratch);
    const int64_t out = g.out_channels / g.groups;
    for_each_tile(g, [&](int64_t n, int64_t group, int64_t from, int64_t to) {
        unroll(g, plane_of(g, x, n, group), from, to, scratch);
        T* result = output_of(g, y, n, group) + from;
        for (int64_t o = 0; bias != nullptr && o < out; ++o) {
            std::fill_n(result + o * outputs(g), to - from, bias[group * out + o]);
        }
        const MatrixView<T> w{weight + group * out * window(g), out, window(g), window(g)};
        gemm<T>(w, {scratch, window(g), to - from, to - from}, result, outputs(g), bias != nullptr);
    });
}

template <class T>
void conv2d_input_gradient(const Conv2dGeometry& g, const T* dy, const T* weight, T* dx,
                           T* scratch) {
    if (turned_applies(g)) return conv3x3<T>(turned(g), dy, weight, true, nullptr, dx, scratch);
    const int64_t out = g.out_channels / g.groups;
    std::fill_n(dx, g.n * g.channels * g.height * g.width, T(0));
    for_each_tile(g, [&](int64_t n, int64_t group, int64_t from, int64_t to) {
        const MatrixView<T> w{weight + group * out * window(g), window(g), out, window(g), true};
        gemm<T>(w, {output_of(g, dy, n, group) + from, out, to - from, outputs(g)}, scratch,
                to - from);
        roll(g, scratch, from, to, plane_of(g, dx, n, group));
    });
}

template <class T>
void conv2d_weight_gradient(const Conv2dGeometry& g, const T* x, const T* dy, T* dweight,
                            T* scratch) {
    const int64_t out = g.out_channels / g.groups;
    std::fill_n(dweight, g.out_channels * window(g), T(0));
    for_each_tile(g, [&](int64_t n, int64_t group, int64_t from, int64_t to) {
        unroll(g, plane_of(g, x, n, group), from, to, scratch);
        const MatrixView<T> gradient{output_of(g, dy, n, group) + from, out, to - from, outputs(g)};
        gemm<T>(gradient, {scratch, to - from, window(g), to - from, true},
                dweight + group * out * window(g), window(g), true);
    });
}

template <class T>
void conv2d_bias_gradient(const Conv2dGeometry& g, const T* dy, T* dbias) {
    for (int64_t o = 0; o < g.out_channels; ++o) {
        double sum = 0;
        for (int64_t n = 0; n < g.n; ++n) {
            const T* plane = dy + (n * g.out_channels + o) * outputs(g);
            double chains[8] = {};
            int64_t i = 0;
            for (; i + 8 <= outputs(g); i += 8) {
                for (int64_t k = 0; k < 8; ++k) chains[k] += static_cast<double>(plane[i + k]);
            }
            for (; i < outputs(g); ++i) chains[0] += static_cast<double>(plane[i]);
            for (const double chain : chains) sum += chain;
        }
        dbias[o] = static_cast<T>(sum);
    }
}

#define INSTANTIATE(T)                                                                       \
    template void conv2d(const Conv2dGeometry&, const T*, const T*, const T*, T*, T*);       \
    template void conv2d_input_gradient(const Conv2dGeometry&, const T*, const T*, T*, T*);  \
    template void conv2d_weight_gradient(const Conv2dGeometry&, const T*, const T*, T*, T*); \
    template void conv2d_bias_gradient(const Conv2dGeometry&, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
