#pragma once

#include <array>

#include "engine/autograd/ops_conv.h"
#include "engine/kernels/conv.h"

/// What a convolution reads of its arguments before it computes: for ops/convolution.cpp.
namespace engine {

/// Options with one number a dimension, and what else the kernels need.
struct ConvPlan {
    Shape stride{}, padding{}, dilation{}, output_padding{};
    int64_t groups = 1;
    bool transposed = false;
    Shape result{};  ///< the spatial sizes of y
};

/// Checks everything of a batched x.
/// throws  RuntimeError in PyTorch's words and order
ConvPlan plan_convolution(const Tensor& x, const Tensor& weight, const Tensor& bias,
                          const ConvolutionOptions& options);

/// The cross-correlation that the kernels compute: of a transposed one the one from y to x, whose
/// input gradient it is.
kernels::ConvGeometry conv_geometry(const Shape& x, const Shape& weight, const ConvPlan& plan);

}  // namespace engine
