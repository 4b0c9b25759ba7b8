#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct UpsampleOptions {
    Value size{};          ///< an int, or a tuple with one number a dimension
    Value scale_factor{};  ///< or how many times as large: a number, or a tuple
    std::string mode = "nearest";
    Value align_corners{};
    Value recompute_scale_factor{};
};

/// F.interpolate(x, ...): x (N, C, *)
ModulePtr Upsample(const UpsampleOptions& options);
ModulePtr UpsamplingNearest2d(const Value& size, const Value& scale_factor);
/// With align_corners.
ModulePtr UpsamplingBilinear2d(const Value& size, const Value& scale_factor);

namespace functional {

struct InterpolateArguments {
    const Value& size;
    const Value& scale_factor;
    const std::string&
        mode;  ///< nearest, nearest-exact, linear, bilinear, trilinear, bicubic, area
    const Value& align_corners;
    const Value& recompute_scale_factor;
};
/// throws  ValueError and NotImplementedError in PyTorch's words
Tensor interpolate(const Tensor& x, const InterpolateArguments& arguments);

}  // namespace functional

}  // namespace engine::nn
