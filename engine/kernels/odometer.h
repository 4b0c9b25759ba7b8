#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/kernels/strided.h"

namespace engine::kernels {

/// Runs through all dimensions but the last of N strided operands, after joining those that lie
/// behind each other. `row(offsets, count, steps)` gets each operand's place, and the last
/// dimension's length and strides. For kernels only.
template <size_t N, class Row>
void for_each_row(Extents extents, std::array<const int64_t*, N> strides, Row&& row) {
    constexpr size_t kMost = 8;
    std::array<int64_t, kMost> sizes;
    std::array<std::array<int64_t, N>, kMost> steps;
    size_t dims = 0;
    for (size_t d = 0; d < extents.dims; ++d) {
        const int64_t size = extents.sizes[d];
        if (size == 0) return;
        if (size == 1) continue;
        bool joins = dims > 0;
        for (size_t n = 0; joins && n < N; ++n) joins = steps[dims - 1][n] == strides[n][d] * size;
        if (joins) {
            sizes[dims - 1] *= size;
        } else {
            sizes[dims++] = size;
        }
        for (size_t n = 0; n < N; ++n) steps[dims - 1][n] = strides[n][d];
    }
    std::array<int64_t, N> offsets{};
    if (dims == 0) {
        row(offsets, int64_t{1}, std::array<int64_t, N>{});
        return;
    }
    const size_t last = dims - 1;
    std::array<int64_t, kMost> at{};
    while (true) {
        row(offsets, sizes[last], steps[last]);
        size_t d = last;
        while (d > 0) {
            --d;
            for (size_t n = 0; n < N; ++n) offsets[n] += steps[d][n];
            if (++at[d] < sizes[d]) break;
            at[d] = 0;
            for (size_t n = 0; n < N; ++n) offsets[n] -= steps[d][n] * sizes[d];
            if (d == 0) return;
        }
        if (last == 0) return;
    }
}

}  // namespace engine::kernels
