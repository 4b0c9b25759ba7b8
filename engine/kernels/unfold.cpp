#include "engine/kernels/unfold.h"

#include <algorithm>

namespace engine::kernels {

namespace {

// A piece of one output row, which a tile of places is made of: output columns [begin, end) of
// output row (slab, row), the first of them at place `at` of the tile.
struct Piece {
    int64_t slab;
    int64_t row;
    int64_t at;
    int64_t begin, end;
};

// Calls f(piece) for the pieces that a tile of places [from, to) is made of.
template <class F>
void for_each_piece(const ConvGeometry& g, int64_t from, int64_t to, F&& f) {
    int64_t place = from;
    while (place < to) {
        int64_t row = place / g.out_width;
        const int64_t column = place % g.out_width;
        const int64_t slab = g.out_depth == 1 ? 0 : row / g.out_height;
        row -= slab * g.out_height;
        const int64_t end = std::min(g.out_width, column + to - place);
        f(Piece{slab, row, place - from, column, end});
        place += end - column;
    }
}

// Output columns whose window column kx lies inside x: [first, last).
struct Inside {
    int64_t first;
    int64_t last;
};
Inside inside(const ConvGeometry& g, int64_t kx, int64_t begin, int64_t end) {
    const int64_t shift = kx * g.dilation_w - g.padding_w;
    const int64_t first = shift >= 0 ? 0 : (-shift + g.stride_w - 1) / g.stride_w;
    const int64_t room = g.width - 1 - shift;
    const int64_t last = room < 0 ? 0 : room / g.stride_w + 1;
    const int64_t a = std::clamp(first, begin, end);
    return {a, std::clamp(last, a, end)};
}

// Calls f(row of the column matrix, channel, kd, ky, kx) for every element of a window.
template <class F>
void for_each_tap(const ConvGeometry& g, F&& f) {
    int64_t tap = 0;
    for (int64_t c = 0; c < g.channels / g.groups; ++c) {
        for (int64_t kd = 0; kd < g.kernel_d; ++kd) {
            for (int64_t ky = 0; ky < g.kernel_h; ++ky) {
                for (int64_t kx = 0; kx < g.kernel_w; ++kx) f(tap++, c, kd, ky, kx);
            }
        }
    }
}

// The row of x that a piece reads with tap (kd, ky), counted from the channel's first; -1 if it
// lies in the padding.
int64_t row_of(const ConvGeometry& g, const Piece& piece, int64_t kd, int64_t ky) {
    const int64_t r = piece.row * g.stride_h - g.padding_h + ky * g.dilation_h;
    const int64_t s = piece.slab * g.stride_d - g.padding_d + kd * g.dilation_d;
    if (r < 0 || r >= g.height || s < 0 || s >= g.depth) return -1;
    return s * g.height + r;
}

}  // namespace

template <class T>
void unfold(const ConvGeometry& g, const T* x, int64_t from, int64_t to, T* columns) {
    for_each_tap(g, [&](int64_t tap, int64_t c, int64_t kd, int64_t ky, int64_t kx) {
        T* out = columns + tap * (to - from);
        for_each_piece(g, from, to, [&](const Piece& piece) {
            T* to_row = out + piece.at - piece.begin;
            const int64_t row = row_of(g, piece, kd, ky);
            if (row < 0) {
                std::fill(to_row + piece.begin, to_row + piece.end, T(0));
                return;
            }
            const Inside in = inside(g, kx, piece.begin, piece.end);
            const T* line =
                x + (c * g.depth * g.height + row) * g.width + kx * g.dilation_w - g.padding_w;
            std::fill(to_row + piece.begin, to_row + in.first, T(0));
            if (g.stride_w == 1) {
                std::copy(line + in.first, line + in.last, to_row + in.first);
            } else {
                for (int64_t j = in.first; j < in.last; ++j) to_row[j] = line[j * g.stride_w];
            }
            std::fill(to_row + in.last, to_row + piece.end, T(0));
        });
    });
}

template <class T>
void fold(const ConvGeometry& g, const T* columns, int64_t from, int64_t to, T* x) {
    for_each_tap(g, [&](int64_t tap, int64_t c, int64_t kd, int64_t ky, int64_t kx) {
        const T* in = columns + tap * (to - from);
        for_each_piece(g, from, to, [&](const Piece& piece) {
            const int64_t row = row_of(g, piece, kd, ky);
            if (row < 0) return;
            const Inside range = inside(g, kx, piece.begin, piece.end);
            const T* from_row = in + piece.at - piece.begin;
            T* line =
                x + (c * g.depth * g.height + row) * g.width + kx * g.dilation_w - g.padding_w;
            for (int64_t j = range.first; j < range.last; ++j) line[j * g.stride_w] += from_row[j];
        });
    });
}

#define INSTANTIATE(T)                                                         \
    template void unfold(const ConvGeometry&, const T*, int64_t, int64_t, T*); \
    template void fold(const ConvGeometry&, const T*, int64_t, int64_t, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
