#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// Each of the first three is an int or a tuple of one number a dimension, and printed as it was
/// given; AvgPool1d keeps them as tuples.
struct AvgPoolOptions {
    Value kernel_size;
    Value stride{};  ///< None: as the kernel
    Value padding = 0;
    bool ceil_mode = false;
    bool count_include_pad = true;
    Value divisor_override{};  ///< None: the window's size. AvgPool1d has none
};
using AvgPool2dOptions = AvgPoolOptions;

/// The mean of each window: x (N, C, *) or (C, *). Padding counts as 0.
/// throws  RuntimeError "divisor must be not zero", "pad should be at most half of kernel size, but
///         got pad=2 and kernel_size=2"
ModulePtr AvgPool1d(const AvgPoolOptions& options);
ModulePtr AvgPool2d(const AvgPoolOptions& options);
ModulePtr AvgPool3d(const AvgPoolOptions& options);

struct LPPoolOptions {
    Value norm_type;
    Value kernel_size;
    Value stride{};  ///< None: as the kernel
    bool ceil_mode = false;
};

/// The p-norm of each window, p = norm_type.
ModulePtr LPPool1d(const LPPoolOptions& options);
ModulePtr LPPool2d(const LPPoolOptions& options);
ModulePtr LPPool3d(const LPPoolOptions& options);

}  // namespace engine::nn
