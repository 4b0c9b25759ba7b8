#pragma once

#include <cstdint>

namespace engine::kernels {

/// A tensor seen as outer x size x inner, where the middle dimension is the one of softmax.
struct Lanes {
    int64_t outer;
    int64_t size;
    int64_t inner;
};

/// y = x - max - log sum exp(x - max)
template <class T>
void log_softmax(Lanes lanes, const T* x, T* y);
/// dx = dy - exp(y) sum dy
template <class T>
void log_softmax_backward(Lanes lanes, const T* y, const T* dy, T* dx);

/// y = exp(x - max) / sum
template <class T>
void softmax(Lanes lanes, const T* x, T* y);
/// dx = y (dy - sum y dy)
template <class T>
void softmax_backward(Lanes lanes, const T* y, const T* dy, T* dx);

/// Place of the first largest of each lane; a NaN is larger than all. indices: outer x inner
template <class T>
void argmax(Lanes lanes, const T* x, int64_t* indices);

}  // namespace engine::kernels
