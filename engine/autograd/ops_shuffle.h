#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

/// x (*, C r², H, W), y (*, C, H r, W r): y[c, h r + i, w r + j] = x[c r² + i r + j, h, w]
/// throws  RuntimeError "pixel_shuffle expects its input's 'channel' dimension to be divisible by
///         the square of upscale_factor, but input.size(-3)=3 is not divisible by 4"
Tensor pixel_shuffle(const Tensor& x, int64_t upscale_factor);
/// And back.
Tensor pixel_unshuffle(const Tensor& x, int64_t downscale_factor);

/// x (N, C, *): channels as `groups` rows are read by columns.
/// throws  RuntimeError "Number of channels must be divisible by groups. Got 3 channels and 2
///         groups."
Tensor channel_shuffle(const Tensor& x, int64_t groups);

}  // namespace engine
