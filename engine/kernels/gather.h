#pragma once

#include <cstdint>
#include <span>

namespace engine::kernels {

/// Elements at places that a table names: for each of `outer`, each of `picked`, each of `inner`
/// the one at the sum of the three, in that order. All are in elements.
struct Places {
    std::span<const int64_t> outer;
    std::span<const int64_t> picked;
    std::span<const int64_t> inner;
};

/// y = what is at the places, densely. For float, double, int64_t and bool, as the others.
template <class T>
void gather(const T* x, const Places& places, T* y);

/// The places become `values`; of several for one place the last.
template <class T>
void scatter(T* x, const Places& places, const T* values);

/// `values` are added to the places, one after the other. A bool becomes whether any was set.
template <class T>
void scatter_add(T* x, const Places& places, const T* values);

}  // namespace engine::kernels
