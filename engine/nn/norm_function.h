#pragma once

#include "engine/nn/mode_effect.h"

/// What the norms with running statistics share, as modules and as functions: one call of one of
/// them.
namespace engine::nn {

/// Each may be undefined.
struct NormTensors {
    const Tensor& running_mean;
    const Tensor& running_var;
    const Tensor& weight;
    const Tensor& bias;
};

struct NormCall {
    bool uses_input = true;  ///< normalise by the statistics of x; else by the running ones
    bool writes = false;     ///< batch norm: the running ones move towards those of x
    double factor = 0;       ///< of x in the running ones
    double eps = 1e-5;
};

/// y = weight · (x − mean) / √(var + eps) + bias over all but the channels of x (N, C, ...).
/// `effect`, if given, is told what happened.
/// throws  ValueError "Expected more than 1 value per channel when training, got input size
///         torch.Size([1, 3])", RuntimeError "running_mean should contain 4 elements not 3",
///         "running_mean must be defined in evaluation mode"
Tensor normalise_batch(const Tensor& x, const NormTensors& tensors, const NormCall& call,
                       ModeEffect* effect);

/// The same of each sample's channels by themselves. Running statistics that are there move
/// whenever those of x are used.
/// throws  ValueError "Expected more than 1 spatial element when training, got input size
///         torch.Size([2, 4, 1])", RuntimeError "Expected running_mean and running_var to be
///         defined when use_input_stats is false"
Tensor normalise_instances(const Tensor& x, const NormTensors& tensors, const NormCall& call,
                           ModeEffect* effect);

}  // namespace engine::nn
