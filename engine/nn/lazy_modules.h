#pragma once

#include "engine/nn/conv.h"
#include "engine/nn/module.h"

#include <optional>
#include <span>
#include <string_view>

/// torch.nn's lazy modules: the eager class without the size of its input, which the first call
/// tells. They draw nothing before that call, and in it what the eager class draws when it is made.
namespace engine::nn {

/// Linear without in_features: the last size of the first input.
ModulePtr LazyLinear(int64_t out_features, bool bias = true);

/// The norms without num_features: size 1 of the first input.
struct LazyNormOptions {
    double eps = 1e-5;
    std::optional<double> momentum = 0.1;
    bool affine = true;
    bool track_running_stats = true;
};
ModulePtr LazyBatchNorm1d(LazyNormOptions options = {});
ModulePtr LazyBatchNorm2d(LazyNormOptions options = {});
ModulePtr LazyBatchNorm3d(LazyNormOptions options = {});
ModulePtr LazyInstanceNorm1d(LazyNormOptions options = {});
ModulePtr LazyInstanceNorm2d(LazyNormOptions options = {});
ModulePtr LazyInstanceNorm3d(LazyNormOptions options = {});

/// The convolutions without in_channels: size 1 of the first input, or 0 of one without a batch.
/// `in_channels` of the options is not read.
/// throws  ValueError "in_channels must be divisible by groups" in the first call
ModulePtr LazyConv1d(const ConvOptions& options);
ModulePtr LazyConv2d(const ConvOptions& options);
ModulePtr LazyConv3d(const ConvOptions& options);
ModulePtr LazyConvTranspose1d(const ConvOptions& options);
ModulePtr LazyConvTranspose2d(const ConvOptions& options);
ModulePtr LazyConvTranspose3d(const ConvOptions& options);

/// Every lazy class of a family, for saved states.
const Behaviour* find_lazy_conv(std::string_view class_name);
const Behaviour* find_lazy_linear(std::string_view class_name);
const Behaviour* find_lazy_norm(std::string_view class_name);

}  // namespace engine::nn
