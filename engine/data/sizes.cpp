#include "engine/data/sizes.h"

#include <algorithm>

namespace engine::data {

bool fits(const std::vector<int64_t>& shape, int64_t samples) {
    int64_t numbers = std::max<int64_t>(1, samples);
    for (const int64_t size : shape) {
        if (size < 1 || numbers > kMostNumbers / size) return false;
        numbers *= size;
    }
    return samples >= 0 && numbers <= kMostNumbers;
}

}  // namespace engine::data
