#pragma once

#include "engine/nn/value.h"

/// torch.nn.functional's convolutions, which the modules call too. Each of stride, padding and
/// dilation is an int or a sequence of one number a dimension; padding may be 'same' or 'valid'.
namespace engine::nn::functional {

struct ConvArguments {
    const Value& stride;
    const Value& padding;
    const Value& dilation;
    int64_t groups = 1;
};

/// conv1d, conv2d and conv3d. x (N, C, *) or (C, *)
Tensor conv(int dims, const Tensor& x, const Tensor& weight, const Tensor& bias,
            const ConvArguments& arguments);

/// conv_transpose1d, conv_transpose2d and conv_transpose3d.
Tensor conv_transpose(int dims, const Tensor& x, const Tensor& weight, const Tensor& bias,
                      const ConvArguments& arguments, const Value& output_padding);

}  // namespace engine::nn::functional
