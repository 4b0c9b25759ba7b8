#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct CrossEntropyLossOptions {
    int64_t ignore_index = -100;
};

/// The mean over the batch of -log softmax(input)[target]; input (N, C), target (N) int64.
/// `reduction` is there to be read; anything but 'mean' is refused.
ModulePtr CrossEntropyLoss(CrossEntropyLossOptions options = {});

/// The mean of (input - target)²; refuses any reduction but 'mean', as above.
ModulePtr MSELoss();

}  // namespace engine::nn
