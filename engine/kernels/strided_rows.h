#pragma once

#include "engine/kernels/odometer.h"

/// Loops over strided operands, for kernels and for ops whose function of each element is a lambda.
namespace engine::kernels {

/// y = f(a, b). The three layouts that matter vectorise; the rest goes step by step. Operands may
/// be the same memory at the same place (y = f(y, b)), which vectorising leaves right.
template <class T, class Y, class F>
void binary_rows(Extents extents, const T* a, const int64_t* a_strides, const T* b,
                 const int64_t* b_strides, Y* y, const int64_t* y_strides, F f) {
    for_each_row<3>(extents, {a_strides, b_strides, y_strides},
                    [&](auto& at, int64_t n, auto step) {
                        const T* pa = a + at[0];
                        const T* pb = b + at[1];
                        Y* py = y + at[2];
                        if (step[2] == 1 && step[0] == 1 && step[1] == 1) {
#pragma GCC ivdep
                            for (int64_t i = 0; i < n; ++i) py[i] = f(pa[i], pb[i]);
                        } else if (step[2] == 1 && step[0] == 1 && step[1] == 0) {
                            const T vb = *pb;
#pragma GCC ivdep
                            for (int64_t i = 0; i < n; ++i) py[i] = f(pa[i], vb);
                        } else if (step[2] == 1 && step[0] == 0 && step[1] == 1) {
                            const T va = *pa;
#pragma GCC ivdep
                            for (int64_t i = 0; i < n; ++i) py[i] = f(va, pb[i]);
                        } else {
                            for (int64_t i = 0; i < n; ++i)
                                py[i * step[2]] = f(pa[i * step[0]], pb[i * step[1]]);
                        }
                    });
}

/// y = c ? a : b
template <class T>
void strided_choose(Extents extents, const bool* c, const int64_t* c_strides, const T* a,
                    const int64_t* a_strides, const T* b, const int64_t* b_strides, T* y,
                    const int64_t* y_strides) {
    for_each_row<4>(
        extents, {c_strides, a_strides, b_strides, y_strides}, [&](auto& at, int64_t n, auto step) {
            for (int64_t i = 0; i < n; ++i) {
                y[at[3] + i * step[3]] =
                    c[at[0] + i * step[0]] ? a[at[1] + i * step[1]] : b[at[2] + i * step[2]];
            }
        });
}

}  // namespace engine::kernels
