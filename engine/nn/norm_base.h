#pragma once

#include "engine/nn/module.h"

#include <optional>

/// What BatchNorm and InstanceNorm share: the same options, parameters and buffers under the same
/// names.
namespace engine::nn {

struct NormOptions {
    int64_t num_features;
    double eps;
    std::optional<double> momentum;
    bool affine;
    bool track_running_stats;
};

/// A module of `kind` with weight, bias, running_mean, running_var and num_batches_tracked as the
/// options ask for them.
ModulePtr make_norm(const Behaviour& kind, const NormOptions& options);

/// "4, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True"
std::string norm_extra_repr(const Module& self);

/// weight 1, bias 0, running_mean 0, running_var 1, num_batches_tracked 0; draws nothing
void norm_reset_parameters(Module& self, Generator& generator);

/// What load_state_dict does for checkpoints of before num_batches_tracked: the module's own count
/// stands for the missing one.
void norm_before_load(Module& self, StateLoad& load);

/// The tensor's snapshot, or None's.
Tensor norm_snapshot(const Tensor& tensor);

}  // namespace engine::nn
