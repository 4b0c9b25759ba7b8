#pragma once

#include <cstdint>
#include <span>

namespace engine::kernels {

/// Where one place of a result's axis reads: up to four elements of x's axis and their weights.
struct ResampleTap {
    int64_t at[4];
    double weight[4];
};

/// One axis: a tap for each place of the result, of which the first `count` elements are read.
struct ResampleAxis {
    int64_t size;  ///< of x
    std::span<const ResampleTap> taps;
    int64_t count;
};

/// Planes of depth x height x width; fewer dimensions are axes of size 1 with one tap of weight 1.
struct Resampling {
    int64_t planes;
    ResampleAxis depth, height, width;
};

/// y = the sum of what each place reads, times the weights of the three axes.
template <class T>
void resample(const Resampling& r, const T* x, T* y);

/// dx = 0, then each dy is added where its place read.
template <class T>
void resample_backward(const Resampling& r, const T* dy, T* dx);

}  // namespace engine::kernels
