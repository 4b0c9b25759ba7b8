#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace engine::kernels {

/// Windows of one size at places of their own: window (i, j, k) of a box begins at
/// (starts[0][i], starts[1][j], starts[2][k]). Planes are 1 deep.
struct PlacedWindows {
    std::array<int64_t, 3> input;
    std::array<int64_t, 3> window;
    std::array<std::span<const int64_t>, 3> starts;
};

/// The largest of each window of one box, and where in the box it stands.
template <class T>
void placed_max_pool(const PlacedWindows& windows, const T* x, T* y, int64_t* places);

}  // namespace engine::kernels
