#include "engine/kernels/orthonormal.h"

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace engine::kernels {

namespace {

double dot(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

}  // namespace

template <class T>
void orthonormalize(int64_t count, int64_t length, T* vectors) {
    const auto n = static_cast<size_t>(length);
    std::vector<double> work(vectors, vectors + count * length);
    const auto vector = [&](int64_t i) {
        return std::span(work).subspan(static_cast<size_t>(i) * n, n);
    };
    for (int64_t i = 0; i < count; ++i) {
        const std::span<double> own = vector(i);
        // Twice: what rounding left of the earlier ones goes as well.
        for (int pass = 0; pass < 2; ++pass) {
            for (int64_t k = 0; k < i; ++k) {
                const std::span<const double> earlier = vector(k);
                const double along = dot(own, earlier);
                for (size_t j = 0; j < n; ++j) own[j] -= along * earlier[j];
            }
        }
        const double size = std::sqrt(dot(own, own));
        for (double& value : own) value /= size;
    }
    for (size_t i = 0; i < work.size(); ++i) vectors[i] = static_cast<T>(work[i]);
}

template void orthonormalize(int64_t, int64_t, float*);
template void orthonormalize(int64_t, int64_t, double*);

}  // namespace engine::kernels
