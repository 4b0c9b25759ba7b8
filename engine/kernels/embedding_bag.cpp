#include "engine/kernels/embedding_bag.h"

#include <algorithm>
#include <vector>

namespace engine::kernels {

namespace {

// Calls f(bag, place in ids, row) for every row that counts, bag by bag.
template <class F>
void for_each_row(const Bags& bags, F&& f) {
    for (int64_t b = 0; b < bags.bags; ++b) {
        const int64_t end = b + 1 < bags.bags ? bags.starts[b + 1] : bags.count;
        for (int64_t i = bags.starts[b]; i < end; ++i) {
            if (bags.ids[i] != bags.padding) f(b, i, bags.ids[i]);
        }
    }
}

// What a row of each bag is divided by: how many there are, for a mean.
std::vector<int64_t> sizes(const Bags& bags, BagMode mode) {
    std::vector<int64_t> out(static_cast<size_t>(bags.bags), mode == BagMode::Mean ? 0 : 1);
    if (mode != BagMode::Mean) return out;
    for_each_row(bags, [&](int64_t b, int64_t, int64_t) { ++out[static_cast<size_t>(b)]; });
    return out;
}

}  // namespace

template <class T>
void embedding_bag(const Bags& bags, BagMode mode, const T* weights, const T* table, T* y,
                   int64_t* largest) {
    const int64_t width = bags.width;
    std::fill_n(y, bags.bags * width, T(0));
    if (mode == BagMode::Max) std::fill_n(largest, bags.bags * width, int64_t{-1});
    for_each_row(bags, [&](int64_t b, int64_t i, int64_t row) {
        const T* from = table + row * width;
        for (int64_t k = 0; k < width; ++k) {
            T& to = y[b * width + k];
            if (mode != BagMode::Max) {
                to += weights != nullptr ? weights[i] * from[k] : from[k];
            } else if (int64_t& at = largest[b * width + k]; at < 0 || from[k] > to) {
                to = from[k];
                at = row;
            }
        }
    });
    if (mode != BagMode::Mean) return;
    const std::vector<int64_t> counts = sizes(bags, mode);
    for (int64_t b = 0; b < bags.bags; ++b) {
        const auto n = static_cast<T>(std::max<int64_t>(counts[static_cast<size_t>(b)], 1));
        for (int64_t k = 0; k < width; ++k) y[b * width + k] /= n;
    }
}

template <class T>
void embedding_bag_backward(const Bags& bags, BagMode mode, const T* weights,
                            const int64_t* largest, int64_t rows, bool by_frequency, const T* dy,
                            T* dtable) {
    const int64_t width = bags.width;
    std::fill_n(dtable, rows * width, T(0));
    if (mode == BagMode::Max) {
        for (int64_t i = 0; i < bags.bags * width; ++i) {
            if (largest[i] >= 0) dtable[largest[i] * width + i % width] += dy[i];
        }
        return;
    }
    std::vector<int64_t> named(by_frequency ? static_cast<size_t>(rows) : 0);
    for (int64_t i = 0; by_frequency && i < bags.count; ++i) {
        ++named[static_cast<size_t>(bags.ids[i])];
    }
    const std::vector<int64_t> counts = sizes(bags, mode);
    for_each_row(bags, [&](int64_t b, int64_t i, int64_t row) {
        T share = T(1) / static_cast<T>(counts[static_cast<size_t>(b)]);
        if (weights != nullptr) share *= weights[i];
        if (by_frequency) share /= static_cast<T>(named[static_cast<size_t>(row)]);
        for (int64_t k = 0; k < width; ++k) dtable[row * width + k] += share * dy[b * width + k];
    });
}

template <class T>
void embedding_bag_weight_gradient(const Bags& bags, const T* table, const T* dy, T* dweights) {
    std::fill_n(dweights, bags.count, T(0));
    for_each_row(bags, [&](int64_t b, int64_t i, int64_t row) {
        for (int64_t k = 0; k < bags.width; ++k) {
            dweights[i] += dy[b * bags.width + k] * table[row * bags.width + k];
        }
    });
}

#define INSTANTIATE(T)                                                                            \
    template void embedding_bag(const Bags&, BagMode, const T*, const T*, T*, int64_t*);          \
    template void embedding_bag_backward(const Bags&, BagMode, const T*, const int64_t*, int64_t, \
                                         bool, const T*, T*);                                     \
    template void embedding_bag_weight_gradient(const Bags&, const T*, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
