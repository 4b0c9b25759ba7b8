#pragma once

#include <cstdint>
#include <span>

namespace engine::kernels {

/// One window of a dimension: places [begin, end) of the input, and what a mean counts as their
/// number.
struct PoolWindow {
    int64_t begin;
    int64_t end;
    int64_t count;
};

/// Windows over `planes` boxes of depth x height x width; output place (i, j, k) is slabs[i] by
/// rows[j] by columns[k]. Planes are 1 deep.
struct PoolWindows {
    int64_t planes;
    int64_t depth, height, width;
    std::span<const PoolWindow> slabs, rows, columns;

    int64_t inputs() const { return depth * height * width; }
};

}  // namespace engine::kernels
