#pragma once

#include <cstdint>

namespace engine::kernels {

/// x1 (n, in1), x2 (n, in2), weight (out, in1, in2), y (n, out), all row-major.
struct BilinearSizes {
    int64_t n, in1, in2, out;
};

/// Elements of scratch memory that both functions need.
int64_t bilinear_scratch(const BilinearSizes& sizes);

/// y[n, o] = sum over i, j of x1[n, i] weight[o, i, j] x2[n, j]
template <class T>
void bilinear(const BilinearSizes& sizes, const T* x1, const T* weight, const T* x2, T* y,
              T* scratch);

/// Gradients; each may be null.
template <class T>
void bilinear_backward(const BilinearSizes& sizes, const T* x1, const T* weight, const T* x2,
                       const T* dy, T* dx1, T* dweight, T* dx2, T* scratch);

}  // namespace engine::kernels
