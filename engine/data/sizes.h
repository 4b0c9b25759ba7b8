#pragma once

#include <cstdint>
#include <vector>

namespace engine::data {

/// What a made data set holds at most: 1 GiB of floats.
inline constexpr int64_t kMostNumbers = int64_t{1} << 28;

/// Whether so many samples of this shape, whose sizes must be positive, are within that.
bool fits(const std::vector<int64_t>& shape, int64_t samples);

}  // namespace engine::data
