#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct ReLUOptions {
    bool inplace = false;  ///< writes into its input and returns it
};

/// y = max(x, 0), element by element; NaN stays NaN
ModulePtr ReLU(ReLUOptions options = {});

/// y = tanh x
ModulePtr Tanh();

/// y = 1 / (1 + exp(-x))
ModulePtr Sigmoid();

}  // namespace engine::nn
