#include "engine/kernels/max_unpool.h"

#include <algorithm>

namespace engine::kernels {

template <class T>
std::optional<int64_t> max_unpool(int64_t planes, int64_t inputs, int64_t outputs,
                                  const int64_t* indices, const T* x, T* y) {
    std::fill_n(y, planes * outputs, T(0));
    for (int64_t p = 0; p < planes; ++p) {
        for (int64_t i = p * inputs; i < (p + 1) * inputs; ++i) {
            if (indices[i] < 0 || indices[i] >= outputs) return indices[i];
            y[p * outputs + indices[i]] = x[i];
        }
    }
    return std::nullopt;
}

template <class T>
void max_unpool_backward(int64_t planes, int64_t inputs, int64_t outputs, const int64_t* indices,
                         const T* dy, T* dx) {
    for (int64_t p = 0; p < planes; ++p) {
        for (int64_t i = p * inputs; i < (p + 1) * inputs; ++i) {
            dx[i] = dy[p * outputs + indices[i]];
        }
    }
}

#define INSTANTIATE(T)                                                                    \
    template std::optional<int64_t> max_unpool(int64_t, int64_t, int64_t, const int64_t*, \
                                               const T*, T*);                             \
    template void max_unpool_backward(int64_t, int64_t, int64_t, const int64_t*, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
