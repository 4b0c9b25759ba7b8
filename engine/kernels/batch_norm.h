#pragma once

#include <cstdint>

namespace engine::kernels {

/// x as (n, channels, inner): every channel has n * inner values.
struct ChannelLayout {
    int64_t n;
    int64_t channels;
    int64_t inner;
};

/// Mean and biased variance of each channel, summed in double.
template <class T>
void channel_statistics(ChannelLayout layout, const T* x, double* mean, double* var);

/// y = x * alpha + beta, alpha and beta of each channel.
template <class T>
void channel_affine(ChannelLayout layout, const T* x, const T* alpha, const T* beta, T* y);

/// For each channel: sum dy, and sum dy (x - mean), in double.
template <class T>
void channel_gradient_sums(ChannelLayout layout, const T* x, const T* dy, const T* mean,
                           double* sum_dy, double* sum_dy_x);

/// dx = a dy + b (x - mean) + c, with a, b, c of each channel; the gradient through batch
/// statistics.
template <class T>
void channel_input_gradient(ChannelLayout layout, const T* x, const T* dy, const T* mean,
                            const T* a, const T* b, const T* c, T* dx);

}  // namespace engine::kernels
