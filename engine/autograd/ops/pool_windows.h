#pragma once

#include <cstdint>

namespace engine {

/// How many windows fit into a dimension: with ceil_mode the last may hang over, but must begin
/// inside.
int64_t pool_windows(int64_t size, int64_t kernel, int64_t stride, int64_t padding,
                     int64_t dilation, bool ceil_mode);

}  // namespace engine
