#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct LocalResponseNormOptions {
    Value size;  ///< channels
    Value alpha = 1e-4;
    Value beta = 0.75;
    Value k = 1.0;
};

/// y = x / (k + alpha · mean of x² over `size` channels around each)^beta; x (N, C, ...)
ModulePtr LocalResponseNorm(LocalResponseNormOptions options);
/// Nearly the same as Torch 7 had it; x (N, C, H, W).
ModulePtr CrossMapLRN2d(LocalResponseNormOptions options);

}  // namespace engine::nn
