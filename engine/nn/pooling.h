#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// Each of the first four is an int or a pair of ints, and printed as it was given.
struct MaxPool2dOptions {
    Value kernel_size;
    Value stride{};  ///< None: as the kernel
    Value padding = 0;
    Value dilation = 1;
    bool return_indices = false;  ///< also where each largest is in its plane: row · W + column
    bool ceil_mode = false;
};

/// The largest value of each window: x (N, C, H, W) or (C, H, W). Padding counts as −∞.
ModulePtr MaxPool2d(MaxPool2dOptions options);

}  // namespace engine::nn
