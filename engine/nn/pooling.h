#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// Each of the first four is an int or a tuple of one number a dimension, and printed as it was
/// given.
struct MaxPoolOptions {
    Value kernel_size;
    Value stride{};  ///< None: as the kernel
    Value padding = 0;
    Value dilation = 1;
    bool ceil_mode = false;
    bool return_indices = false;  ///< forward returns (y, indices)
};
using MaxPool2dOptions = MaxPoolOptions;

/// The largest value of each window: x (N, C, *) or (C, *). Padding counts as −∞.
ModulePtr MaxPool1d(MaxPoolOptions options);
ModulePtr MaxPool2d(MaxPoolOptions options);
ModulePtr MaxPool3d(MaxPoolOptions options);

/// The first three are kept as tuples.
struct MaxUnpoolOptions {
    Value kernel_size;
    Value stride{};  ///< None: as the kernel
    Value padding = 0;
};

/// forward(input, indices, output_size=None): zeros, and x where its largest values were.
ModulePtr MaxUnpool1d(const MaxUnpoolOptions& options);
ModulePtr MaxUnpool2d(const MaxUnpoolOptions& options);
ModulePtr MaxUnpool3d(const MaxUnpoolOptions& options);

}  // namespace engine::nn
