#include "engine/autograd/ops/pool_windows.h"

namespace engine {

int64_t pool_windows(int64_t size, int64_t kernel, int64_t stride, int64_t padding,
                     int64_t dilation, bool ceil_mode) {
    const int64_t room =
        size + 2 * padding - dilation * (kernel - 1) - 1 + (ceil_mode ? stride - 1 : 0);
    int64_t count = (room >= 0 ? room / stride : -((-room + stride - 1) / stride)) + 1;
    if (ceil_mode && (count - 1) * stride >= size + padding) --count;
    return count;
}

}  // namespace engine
