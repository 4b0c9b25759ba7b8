#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct RReLUOptions {
    Value lower = 1.0 / 8;
    Value upper = 1.0 / 3;
    bool inplace = false;
};

/// y = x > 0 ? x : slope · x
///
/// train   a slope of U(lower, upper) for each element that is not positive: two words each, none
///         for the others
/// eval    (lower + upper) / 2 for all; draws nothing
/// throws  RuntimeError "Lower bound should be less than or equal to the upper bound"
ModulePtr RReLU(RReLUOptions options = {});

/// One call of it; `effect`, if given, is told what happened.
Tensor rrelu(const Tensor& x, double lower, double upper, bool training, bool inplace,
             CallContext& context, ModeEffect* effect);

}  // namespace engine::nn
