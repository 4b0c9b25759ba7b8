#pragma once

#include "engine/nn/module.h"

#include <optional>

namespace engine::nn {

struct BatchNormOptions {
    int64_t num_features;
    double eps = 1e-5;
    std::optional<double> momentum = 0.1;  ///< empty: cumulative average
    bool affine = true;
    bool track_running_stats = true;
};

/// y = weight · (x − mean) / √(var + eps) + bias
///
/// train   mean and biased var of this batch; running_mean and running_var move towards its
///         mean and unbiased var, and num_batches_tracked counts it, under no_grad too
/// eval    the running ones, which nothing moves; those of the batch when there are none
/// shapes  x, y (N, C) or (N, C, L); weight, bias, running_* (C); num_batches_tracked ()
/// throws  ValueError "Expected more than 1 value per channel when training, got input size
///         torch.Size([1, 3])" when the batch's statistics are wanted of one value
ModulePtr BatchNorm1d(BatchNormOptions options);

/// The same for x (N, C, H, W).
ModulePtr BatchNorm2d(BatchNormOptions options);

/// The same for x (N, C, D, H, W).
ModulePtr BatchNorm3d(BatchNormOptions options);

/// The one that several GPUs share: it can be made, printed, saved and looked at here.
/// throws  ValueError "SyncBatchNorm expected input tensor to be on GPU" when it is called
ModulePtr SyncBatchNorm(BatchNormOptions options);

}  // namespace engine::nn
