#include "engine/kernels/bilinear.h"

#include <algorithm>

#include "engine/kernels/gemm.h"

namespace engine::kernels {

namespace {

// to[n, k] += dy[n, o] * from[n, k]
template <class T>
void add_scaled(const BilinearSizes& s, int64_t width, int64_t o, const T* dy, const T* from,
                T* to) {
    for (int64_t n = 0; n < s.n; ++n) {
        const T g = dy[n * s.out + o];
        for (int64_t k = 0; k < width; ++k) to[n * width + k] += g * from[n * width + k];
    }
}

}  // namespace

int64_t bilinear_scratch(const BilinearSizes& s) {
    return s.n * std::max(s.in1, s.in2);
}

template <class T>
void bilinear(const BilinearSizes& s, const T* x1, const T* weight, const T* x2, T* y, T* scratch) {
    const MatrixView<T> left{x1, s.n, s.in1, s.in1};
    for (int64_t o = 0; o < s.out; ++o) {
        const MatrixView<T> slice{weight + o * s.in1 * s.in2, s.in1, s.in2, s.in2};
        gemm<T>(left, slice, scratch, s.in2);
        for (int64_t n = 0; n < s.n; ++n) {
            T sum = 0;
            for (int64_t j = 0; j < s.in2; ++j) sum += scratch[n * s.in2 + j] * x2[n * s.in2 + j];
            y[n * s.out + o] = sum;
        }
    }
}

template <class T>
void bilinear_backward(const BilinearSizes& s, const T* x1, const T* weight, const T* x2,
                       const T* dy, T* dx1, T* dweight, T* dx2, T* scratch) {
    if (dx1 != nullptr) std::fill_n(dx1, s.n * s.in1, T(0));
    if (dx2 != nullptr) std::fill_n(dx2, s.n * s.in2, T(0));
    for (int64_t o = 0; o < s.out; ++o) {
        const int64_t place = o * s.in1 * s.in2;
        if (dx1 != nullptr) {
            const MatrixView<T> turned{weight + place, s.in2, s.in1, s.in2, true};
            gemm<T>({x2, s.n, s.in2, s.in2}, turned, scratch, s.in1);
            add_scaled(s, s.in1, o, dy, scratch, dx1);
        }
        if (dx2 != nullptr) {
            gemm<T>({x1, s.n, s.in1, s.in1}, {weight + place, s.in1, s.in2, s.in2}, scratch, s.in2);
            add_scaled(s, s.in2, o, dy, scratch, dx2);
        }
        if (dweight != nullptr) {
            std::fill_n(scratch, s.n * s.in1, T(0));
            add_scaled(s, s.in1, o, dy, x1, scratch);
            gemm<T>({scratch, s.in1, s.n, s.in1, true}, {x2, s.n, s.in2, s.in2}, dweight + place,
                    s.in2);
        }
    }
}

#define INSTANTIATE(T)                                                                            \
    template void bilinear(const BilinearSizes&, const T*, const T*, const T*, T*, T*);           \
    template void bilinear_backward(const BilinearSizes&, const T*, const T*, const T*, const T*, \
                                    T*, T*, T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
