#pragma once

#include <string_view>

#include "engine/tensor/tensor.h"

/// Convolutions of one, two and three dimensions, and their transposes.
namespace engine {

/// One number a dimension each, or one for all of them.
struct ConvolutionOptions {
    Shape stride{1};
    Shape padding{0};
    Shape dilation{1};
    int64_t groups = 1;
    bool transposed = false;
    Shape output_padding{0};    ///< rows added at the end of a transposed one's result
    bool same_padding = false;  ///< padding='same': y is as large as x; `padding` is not read
};

/// x (N, C, *) or (C, *), weight (out, C / groups, *kernel), transposed (C, out / groups, *kernel);
/// bias (out) or undefined. `function` is who asks, for messages: "conv1d".
///
///     y[n, o, i] = b[o] + Σ over c, k of W[o, c, k] x[n, c, i · stride + k · dilation − padding]
///
/// transposed: y[n, o, i · stride + k · dilation − padding] += W[c, o, k] x[n, c, i]
Tensor convolution(std::string_view function, const Tensor& x, const Tensor& weight,
                   const Tensor& bias, const ConvolutionOptions& options);

}  // namespace engine
