#include "engine/kernels/resample.h"

#include <algorithm>

namespace engine::kernels {

namespace {

// Calls f(place in y, place in x, weight) for everything that is read, place by place of y.
template <class T, class F>
void for_each_reading(const Resampling& r, F&& f) {
    const int64_t plane = r.depth.size * r.height.size * r.width.size;
    int64_t to = 0;
    for (int64_t p = 0; p < r.planes; ++p) {
        for (const ResampleTap& d : r.depth.taps) {
            for (const ResampleTap& h : r.height.taps) {
                for (const ResampleTap& w : r.width.taps) {
                    for (int64_t i = 0; i < r.depth.count; ++i) {
                        for (int64_t j = 0; j < r.height.count; ++j) {
                            const int64_t line =
                                p * plane + (d.at[i] * r.height.size + h.at[j]) * r.width.size;
                            const T weight = static_cast<T>(d.weight[i] * h.weight[j]);
                            for (int64_t k = 0; k < r.width.count; ++k) {
                                f(to, line + w.at[k], weight * static_cast<T>(w.weight[k]));
                            }
                        }
                    }
                    ++to;
                }
            }
        }
    }
}

}  // namespace

template <class T>
void resample(const Resampling& r, const T* x, T* y) {
    const size_t places = r.depth.taps.size() * r.height.taps.size() * r.width.taps.size();
    std::fill_n(y, r.planes * static_cast<int64_t>(places), T(0));
    for_each_reading<T>(r, [&](int64_t to, int64_t from, T weight) { y[to] += weight * x[from]; });
}

template <class T>
void resample_backward(const Resampling& r, const T* dy, T* dx) {
    std::fill_n(dx, r.planes * r.depth.size * r.height.size * r.width.size, T(0));
    for_each_reading<T>(r,
                        [&](int64_t to, int64_t from, T weight) { dx[from] += weight * dy[to]; });
}

#define INSTANTIATE(T)                                       \
    template void resample(const Resampling&, const T*, T*); \
    template void resample_backward(const Resampling&, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
