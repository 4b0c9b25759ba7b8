#include "engine/kernels/sort.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace engine::kernels {

namespace {

template <class T>
bool is_nan(T value) {
    return value != value;
}

template <class T>
bool less(T a, T b) {
    return (!is_nan(a) && is_nan(b)) || a < b;
}

template <class T>
bool greater(T a, T b) {
    return (is_nan(a) && !is_nan(b)) || a > b;
}

template <class T, class Before>
void take_top(std::vector<std::pair<T, int64_t>>& row, int64_t k, bool sorted, Before before) {
    const auto size = static_cast<int64_t>(row.size());
    if (k * 64 <= size) {
        std::partial_sort(row.begin(), row.begin() + k, row.end(), before);
        return;
    }
    std::nth_element(row.begin(), row.begin() + k - 1, row.end(), before);
    if (sorted) std::sort(row.begin(), row.begin() + k - 1, before);
}

}  // namespace

template <class T>
void sort_order(const T* x, int64_t rows, int64_t columns, SortOrder wanted, int64_t* order) {
    using Entry = std::pair<T, int64_t>;
    const auto up = [](const Entry& a, const Entry& b) { return less(a.first, b.first); };
    const auto down = [](const Entry& a, const Entry& b) { return greater(a.first, b.first); };
    std::vector<Entry> row(static_cast<size_t>(columns));
    const auto in_order = [&](auto before) {
        if (wanted.stable) {
            std::stable_sort(row.begin(), row.end(), before);
        } else {
            std::sort(row.begin(), row.end(), before);
        }
    };
    for (int64_t i = 0; i < rows; ++i, x += columns) {
        for (int64_t j = 0; j < columns; ++j) row[static_cast<size_t>(j)] = {x[j], j};
        if (wanted.descending) {
            in_order(down);
        } else {
            in_order(up);
        }
        for (const Entry& entry : row) *order++ = entry.second;
    }
}

template <class T>
void top_places(const T* x, int64_t rows, int64_t columns, int64_t k, bool largest, bool sorted,
                int64_t* places) {
    using Entry = std::pair<T, int64_t>;
    std::vector<Entry> row(static_cast<size_t>(columns));
    if (k == 0) return;
    for (int64_t i = 0; i < rows; ++i, x += columns) {
        for (int64_t j = 0; j < columns; ++j) row[static_cast<size_t>(j)] = {x[j], j};
        if (largest) {
            take_top(row, k, sorted,
                     [](const Entry& a, const Entry& b) { return greater(a.first, b.first); });
        } else {
            take_top(row, k, sorted,
                     [](const Entry& a, const Entry& b) { return less(a.first, b.first); });
        }
        for (int64_t j = 0; j < k; ++j) *places++ = row[static_cast<size_t>(j)].second;
    }
}

template <class T>
int64_t edges_below(const T* edges, int64_t count, T value, bool right) {
    const T* const end = edges + count;
    return (right ? std::upper_bound(edges, end, value, less<T>)
                  : std::lower_bound(edges, end, value, less<T>)) -
           edges;
}

#define INSTANTIATE(T)                                                                   \
    template void sort_order(const T*, int64_t, int64_t, SortOrder, int64_t*);           \
    template void top_places(const T*, int64_t, int64_t, int64_t, bool, bool, int64_t*); \
    template int64_t edges_below(const T*, int64_t, T, bool);
INSTANTIATE(float)
INSTANTIATE(double)
INSTANTIATE(int64_t)
INSTANTIATE(bool)

}  // namespace engine::kernels
