#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct LayerNormOptions {
    Value normalized_shape;  ///< an int, or a tuple or list of ints: the last dimensions
    double eps = 1e-5;
    bool elementwise_affine = true;
    bool bias = true;
};

/// y = weight · (x − mean) / √(var + eps) + bias, mean and biased var over the last dimensions of
/// each sample by itself. Train and eval are one: nothing is kept.
/// shapes  x, y (..., normalized_shape); weight, bias normalized_shape
/// throws  RuntimeError "Given normalized_shape=[4], expected input with shape [*, 4], but got
/// input
///         of size[2, 4, 3]"
ModulePtr LayerNorm(LayerNormOptions options);

}  // namespace engine::nn
