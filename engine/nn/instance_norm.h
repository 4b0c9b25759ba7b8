#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct InstanceNormOptions {
    int64_t num_features;
    double eps = 1e-5;
    std::optional<double> momentum = 0.1;  ///< empty is refused: there is no average over all
    bool affine = false;
    bool track_running_stats = false;
};

/// y = weight · (x − mean) / √(var + eps) + bias
///
/// Without track_running_stats (the default) train and eval are one: mean and biased var of each
/// channel of each sample, over its places.
/// train   with tracking: running_mean and running_var also move towards the mean over the samples
///         of these means and unbiased variances; num_batches_tracked stays 0, as in PyTorch
/// eval    with tracking: the running ones, which nothing moves
/// shapes  x, y (N, C, L), or (C, L) of one sample; weight, bias, running_* (C)
/// throws  ValueError "expected 2D or 3D input (got 4D input)", "Expected more than 1 spatial
///         element when training, got input size torch.Size([2, 3, 1])"
ModulePtr InstanceNorm1d(InstanceNormOptions options);
/// The same for x (N, C, H, W) or (C, H, W).
ModulePtr InstanceNorm2d(InstanceNormOptions options);
/// The same for x (N, C, D, H, W) or (C, D, H, W).
ModulePtr InstanceNorm3d(InstanceNormOptions options);

}  // namespace engine::nn
