#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct GroupNormOptions {
    int64_t num_groups;
    int64_t num_channels;
    double eps = 1e-5;
    bool affine = true;
};

/// y = weight · (x − mean) / √(var + eps) + bias, mean and biased var over each group of channels
/// of each sample by itself. Train and eval are one: nothing is kept. shapes  x, y (N, C, ...);
/// weight, bias (C) throws  ValueError "num_channels must be divisible by num_groups", "Expected
/// more than 1 value
///         per channel when training, got input size [1, 2]"
ModulePtr GroupNorm(GroupNormOptions options);

}  // namespace engine::nn
