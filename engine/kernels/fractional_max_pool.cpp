#include "engine/kernels/fractional_max_pool.h"

#include <cmath>
#include <limits>

namespace engine::kernels {

template <class T>
void placed_max_pool(const PlacedWindows& windows, const T* x, T* y, int64_t* places) {
    const auto [depth, height, width] = windows.window;
    for (const int64_t t0 : windows.starts[0]) {
        for (const int64_t h0 : windows.starts[1]) {
            for (const int64_t w0 : windows.starts[2]) {
                T most = -std::numeric_limits<T>::infinity();
                int64_t place = (t0 * windows.input[1] + h0) * windows.input[2] + w0;
                for (int64_t t = t0; t < t0 + depth; ++t) {
                    for (int64_t h = h0; h < h0 + height; ++h) {
                        for (int64_t w = w0; w < w0 + width; ++w) {
                            const int64_t at = (t * windows.input[1] + h) * windows.input[2] + w;
                            if (!(x[at] > most || std::isnan(x[at]))) continue;
                            most = x[at];
                            place = at;
                        }
                    }
                }
                *y++ = most;
                *places++ = place;
            }
        }
    }
}

template void placed_max_pool(const PlacedWindows&, const float*, float*, int64_t*);
template void placed_max_pool(const PlacedWindows&, const double*, double*, int64_t*);

}  // namespace engine::kernels
