#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// Each of the first three is an int or a pair of ints, and printed as it was given.
struct AvgPool2dOptions {
    Value kernel_size;
    Value stride{};  ///< None: as the kernel
    Value padding = 0;
    bool ceil_mode = false;
    bool count_include_pad = true;
    Value divisor_override{};  ///< None: the window's size
};

/// The mean of each window: x (N, C, H, W) or (C, H, W). Padding counts as 0.
/// throws  RuntimeError "divisor must be not zero", "pad should be at most half of kernel size, but
///         got pad=2 and kernel_size=2"
ModulePtr AvgPool2d(AvgPool2dOptions options);

/// The mean of each of output_size windows, which lie evenly over x (N, C, H, W) or (C, H, W). An
/// int, or a pair of ints, where None keeps the size.
ModulePtr AdaptiveAvgPool2d(Value output_size);

}  // namespace engine::nn
