#include "engine/kernels/embedding.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace engine::kernels {

namespace {

// ‖row‖ of order p; p = 0 counts, infinity takes the largest.
template <class T>
double norm(const T* row, int64_t width, double p) {
    double sum = 0;
    for (int64_t i = 0; i < width; ++i) {
        const double size = std::abs(static_cast<double>(row[i]));
        if (std::isinf(p)) {
            sum = std::max(sum, size);
        } else if (p == 2) {
            sum += size * size;
        } else {
            sum += p == 0 ? (size != 0 ? 1 : 0) : std::pow(size, p);
        }
    }
    if (std::isinf(p) || p == 0) return sum;
    return p == 2 ? std::sqrt(sum) : std::pow(sum, 1 / p);
}

}  // namespace

template <class T>
void embedding(const int64_t* ids, int64_t count, int64_t width, const T* table, T* y) {
    for (int64_t i = 0; i < count; ++i) {
        std::copy_n(table + ids[i] * width, width, y + i * width);
    }
}

template <class T>
void embedding_backward(const int64_t* ids, int64_t count, int64_t width, int64_t rows,
                        int64_t padding, bool by_frequency, const T* dy, T* dtable) {
    std::fill_n(dtable, rows * width, T(0));
    std::vector<int64_t> named(by_frequency ? static_cast<size_t>(rows) : 0);
    for (int64_t i = 0; by_frequency && i < count; ++i) ++named[static_cast<size_t>(ids[i])];
    for (int64_t i = 0; i < count; ++i) {
        if (ids[i] == padding) continue;
        const T share =
            by_frequency ? T(1) / static_cast<T>(named[static_cast<size_t>(ids[i])]) : T(1);
        T* to = dtable + ids[i] * width;
        for (int64_t k = 0; k < width; ++k) to[k] += share * dy[i * width + k];
    }
}

template <class T>
void embedding_renorm(const int64_t* ids, int64_t count, int64_t width, double max_norm,
                      double norm_type, T* table) {
    std::vector<int64_t> rows(ids, ids + count);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const int64_t id : rows) {
        T* row = table + id * width;
        const double size = norm(row, width, norm_type);
        if (!(size > max_norm)) continue;
        const T scale = static_cast<T>(max_norm / (size + 1e-7));
        for (int64_t k = 0; k < width; ++k) row[k] *= scale;
    }
}

#define INSTANTIATE(T)                                                                         \
    template void embedding(const int64_t*, int64_t, int64_t, const T*, T*);                   \
    template void embedding_backward(const int64_t*, int64_t, int64_t, int64_t, int64_t, bool, \
                                     const T*, T*);                                            \
    template void embedding_renorm(const int64_t*, int64_t, int64_t, double, double, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
