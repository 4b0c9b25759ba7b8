#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// The mean of each of output_size windows, which lie evenly over x (N, C, *) or (C, *). An int, or
/// a tuple of one number a dimension, where None keeps the size.
ModulePtr AdaptiveAvgPool1d(Value output_size);
ModulePtr AdaptiveAvgPool2d(Value output_size);
ModulePtr AdaptiveAvgPool3d(Value output_size);

/// The largest of each; with return_indices forward returns (y, indices).
ModulePtr AdaptiveMaxPool1d(Value output_size, bool return_indices = false);
ModulePtr AdaptiveMaxPool2d(Value output_size, bool return_indices = false);
ModulePtr AdaptiveMaxPool3d(Value output_size, bool return_indices = false);

}  // namespace engine::nn
