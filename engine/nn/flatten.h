#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct FlattenOptions {
    int64_t start_dim = 1;
    int64_t end_dim = -1;
};

/// The dimensions start_dim to end_dim as one: (N, C, H, W) -> (N, C·H·W) by default.
ModulePtr Flatten(FlattenOptions options = {});

}  // namespace engine::nn
