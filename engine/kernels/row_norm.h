#pragma once

#include <cstdint>

namespace engine::kernels {

/// x as rows that are normalised each by itself. A row has `channels` channels of `inner` values;
/// channel c of row r has weight and bias (r mod groups) * channels + c.
struct RowLayout {
    int64_t rows;
    int64_t channels;
    int64_t inner;
    int64_t groups;
};

/// y = (x - mean) rstd weight + bias, with mean and 1 / sqrt(biased variance + eps) of each row,
/// summed in double. weight and bias may be null.
template <class T>
void row_norm(RowLayout layout, const T* x, const T* weight, const T* bias, double eps, T* y,
              T* mean, T* rstd);

/// With g = dy weight, n values a row and h = (x - mean) rstd:
///   dx = rstd / n (n g - sum g - h sum g h),  dweight = sum dy h,  dbias = sum dy.
/// dx may be null; dweight and dbias are sums in double, both or neither null.
template <class T>
void row_norm_backward(RowLayout layout, const T* x, const T* dy, const T* mean, const T* rstd,
                       const T* weight, T* dx, double* dweight, double* dbias);

}  // namespace engine::kernels
