#pragma once

#include "engine/nn/module.h"
#include "engine/nn/size2.h"

namespace engine::nn {

struct Conv2dOptions {
    int64_t in_channels;
    int64_t out_channels;
    Size2 kernel_size;
    Size2 stride = 1;
    Size2 padding = 0;
    Size2 dilation = 1;
    int64_t groups = 1;
    bool bias = true;
};

/// y[o] = b[o] + Σ over c of W[o, c] ⋆ x[c], cross-correlated
///
/// shapes  x (N, in, H, W) or (in, H, W), weight (out, in / groups, kh, kw), bias (out)
/// draws   weight, then bias
/// throws  ValueError "in_channels must be divisible by groups", ...
ModulePtr Conv2d(Conv2dOptions options, Generator& generator);

}  // namespace engine::nn
