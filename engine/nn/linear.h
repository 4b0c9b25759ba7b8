#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct LinearOptions {
    int64_t in_features;
    int64_t out_features;
    bool bias = true;
};

/// y = x Wᵀ + b
///
/// shapes  x (..., in), weight (out, in), bias (out), y (..., out)
/// draws   weight, then bias
ModulePtr Linear(LinearOptions options, Generator& generator);
/// The same under the name that MultiheadAttention's out_proj prints.
ModulePtr NonDynamicallyQuantizableLinear(LinearOptions options, Generator& generator);

}  // namespace engine::nn
