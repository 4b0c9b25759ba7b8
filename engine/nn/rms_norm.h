#pragma once

#include "engine/nn/module.h"

#include <optional>

namespace engine::nn {

struct RMSNormOptions {
    Value normalized_shape;     ///< an int, or a tuple or list of ints: the last dimensions
    std::optional<double> eps;  ///< empty: the smallest step from 1 in x's dtype
    bool elementwise_affine = true;
};

/// y = weight · x / √(mean of x² + eps), the mean over the last dimensions of each sample by
/// itself. Train and eval are one: nothing is kept.
/// shapes  x, y (..., normalized_shape); weight normalized_shape
/// throws  RuntimeError "Given normalized_shape=[4], expected input with shape [*, 4], but got
///         input of size[2, 3]"
ModulePtr RMSNorm(RMSNormOptions options);

namespace functional {

/// The same of given numbers; an undefined weight is none.
Tensor rms_norm(const Tensor& x, const Shape& normalized_shape, const Tensor& weight,
                std::optional<double> eps);

}  // namespace functional

}  // namespace engine::nn
