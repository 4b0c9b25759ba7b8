#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct DropoutOptions {
    double p = 0.5;  ///< of dropping
    bool inplace = false;
};

/// train   each element is 0 with probability p, else x / (1 − p); draws two words an element, none
///         when p is 0 or 1
/// eval    the very tensor that it is given; draws nothing
/// throws  ValueError "dropout probability has to be between 0 and 1, but got -0.1"
ModulePtr Dropout(DropoutOptions options = {});

}  // namespace engine::nn
