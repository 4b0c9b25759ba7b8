#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct FractionalPoolOptions {
    Value kernel_size;
    Value output_size{};   ///< this
    Value output_ratio{};  ///< or this part of the input's sizes
    bool return_indices = false;
    Value random_samples{};  ///< None: drawn at each call
};
/// throws  ValueError "only one of output_size and output_ratio may be specified", ...
ModulePtr FractionalMaxPool2d(const FractionalPoolOptions& options);
ModulePtr FractionalMaxPool3d(const FractionalPoolOptions& options);

/// F.fractional_max_pool2d and 3d: y, or (y, indices).
Value fractional_max_pool(int dims, const Tensor& x, const FractionalPoolOptions& options,
                          Generator& generator);

}  // namespace engine::nn
