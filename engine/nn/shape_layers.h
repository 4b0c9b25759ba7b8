#pragma once

#include "engine/nn/module.h"

/// Layers without parameters that give x another shape or order.
namespace engine::nn {

/// Dimension `dim` as several, one of them -1 at most: (N, 6) -> (N, 2, 3).
/// throws  TypeError "unflattened_size must be a tuple of ints, but found type int", ...
ModulePtr Unflatten(const Value& dim, const Value& unflattened_size);

/// (*, C r², H, W) -> (*, C, H r, W r)
ModulePtr PixelShuffle(Value upscale_factor);
/// And back.
ModulePtr PixelUnshuffle(Value downscale_factor);
/// Channels as `groups` rows, read by columns.
ModulePtr ChannelShuffle(Value groups);

/// Each an int or a pair of ints, printed as it was given.
struct UnfoldOptions {
    Value kernel_size;
    Value dilation = 1;
    Value padding = 0;
    Value stride = 1;
    Value output_size{};  ///< of Fold
};
/// Every window as a column: (N, C, H, W) -> (N, C kh kw, windows)
ModulePtr Unfold(const UnfoldOptions& options);
/// Back again, what meets at one place added up.
ModulePtr Fold(const UnfoldOptions& options);

namespace functional {

struct UnfoldArguments {
    const Value& kernel_size;
    const Value& dilation;
    const Value& padding;
    const Value& stride;
};
Tensor unfold(const Tensor& x, const UnfoldArguments& arguments);
Tensor fold(const Tensor& x, const Value& output_size, const UnfoldArguments& arguments);

}  // namespace functional

}  // namespace engine::nn
