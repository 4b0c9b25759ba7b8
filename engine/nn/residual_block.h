#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct ResidualBlockOptions {
    int64_t in_channels;
    int64_t out_channels;
    int64_t stride = 1;
};

/// y = relu(bn2(conv2(relu(bn1(conv1(x))))) + shortcut(x)), as assets/models/residual_net.py writes
/// it. The shortcut is Identity where shapes agree, else a 1 x 1 convolution and a BatchNorm.
///
/// shapes  x (N, in, H, W), y (N, out, H / stride, W / stride), rounded up
/// draws   conv1, conv2, shortcut; no convolution has a bias
ModulePtr ResidualBlock(ResidualBlockOptions options, Generator& generator);

}  // namespace engine::nn
