#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// Kernel size, stride, padding, dilation: an int, or a tuple with one number a dimension. All are
/// kept as tuples.
struct ConvOptions {
    int64_t in_channels;
    int64_t out_channels;
    Value kernel_size;
    Value stride = 1;
    Value padding = 0;  ///< also 'same' (stride 1 only) or 'valid'; not of a transposed one
    Value dilation = 1;
    int64_t groups = 1;
    bool bias = true;
    std::string padding_mode = "zeros";  ///< or "reflect", "replicate", "circular"
    Value output_padding = 0;            ///< of a transposed one
};
using Conv2dOptions = ConvOptions;

/// y[o] = b[o] + Σ over c of W[o, c] ⋆ x[c], cross-correlated
///
/// shapes  x (N, in, *) or (in, *), weight (out, in / groups, *kernel), bias (out)
/// draws   weight, then bias
/// throws  ValueError "in_channels must be divisible by groups", "padding='same' is not supported
///         for strided convolutions", ...
ModulePtr Conv1d(const ConvOptions& options, Generator& generator);
ModulePtr Conv2d(const ConvOptions& options, Generator& generator);
ModulePtr Conv3d(const ConvOptions& options, Generator& generator);

/// The transpose: each element of x adds its weights to a window of y. forward(input,
/// output_size=None) chooses among the sizes that one x can come from.
///
/// shapes  weight (in, out / groups, *kernel)
/// throws  ValueError "Only "zeros" padding mode is supported for ConvTranspose2d"
ModulePtr ConvTranspose1d(const ConvOptions& options, Generator& generator);
ModulePtr ConvTranspose2d(const ConvOptions& options, Generator& generator);
ModulePtr ConvTranspose3d(const ConvOptions& options, Generator& generator);

}  // namespace engine::nn
