#include "engine/kernels/distance.h"

#include <algorithm>
#include <cmath>

namespace engine::kernels {

namespace {

template <class T>
T sign(T value) {
    return static_cast<T>(T(0) < value) - static_cast<T>(value < T(0));
}

template <class T>
T distance(const T* a, const T* b, int64_t k, double p) {
    T sum = 0;
    for (int64_t i = 0; i < k; ++i) {
        const T difference = std::abs(a[i] - b[i]);
        if (p == 0) {
            sum += difference == 0 ? T(0) : T(1);
        } else if (p == 1) {
            sum += difference;
        } else if (p == 2) {
            sum += difference * difference;
        } else if (std::isinf(p)) {
            sum = std::max(sum, difference);
        } else {
            sum += std::pow(difference, static_cast<T>(p));
        }
    }
    if (p == 2) return std::sqrt(sum);
    const bool as_it_is = p == 0 || p == 1 || std::isinf(p);
    return as_it_is ? sum : std::pow(sum, static_cast<T>(1 / p));
}

// d distance / d difference
template <class T>
T slope(T difference, T distance, double p) {
    if (p == 0) return 0;
    if (p == 1) return sign(difference);
    if (distance == 0) return 0;
    if (p == 2) return difference / distance;
    if (std::isinf(p)) return std::abs(difference) == distance ? sign(difference) : T(0);
    if (p < 1 && difference == 0) return 0;
    const T ratio = std::abs(difference) / distance;
    return sign(difference) * std::pow(ratio, static_cast<T>(p - 1));
}

}  // namespace

template <class T>
void row_distances(const DistanceGeometry& g, const T* a, const T* b, T* y) {
    for (int64_t i = 0; i < g.n; ++i) {
        for (int64_t j = 0; j < g.m; ++j) *y++ = distance(a + i * g.k, b + j * g.k, g.k, g.p);
    }
}

template <class T>
void row_distances_backward(const DistanceGeometry& g, const T* a, const T* b, const T* y,
                            const T* dy, int64_t dy_row, int64_t dy_column, T* da) {
    for (int64_t i = 0; i < g.n; ++i) {
        for (int64_t j = 0; j < g.m; ++j) {
            const int64_t at = i * dy_row + j * dy_column;
            for (int64_t l = 0; l < g.k; ++l) {
                da[i * g.k + l] += dy[at] * slope(a[i * g.k + l] - b[j * g.k + l], y[at], g.p);
            }
        }
    }
}

#define INSTANTIATE(T)                                                                          \
    template void row_distances(const DistanceGeometry&, const T*, const T*, T*);               \
    template void row_distances_backward(const DistanceGeometry&, const T*, const T*, const T*, \
                                         const T*, int64_t, int64_t, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
