// torch.nn's modules that train and eval tell apart, and the other norms.
#include "engine/nn/batch_norm.h"
#include "engine/nn/dropout.h"
#include "engine/nn/group_norm.h"
#include "engine/nn/instance_norm.h"
#include "engine/nn/layer_norm.h"
#include "engine/nn/rms_norm.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

nn::DropoutOptions dropout(const Call& call) {
    return {.p = call[0], .inplace = call.flag(1)};
}

nn::BatchNormOptions batch_norm(const Call& call) {
    return {.num_features = call.integer(0),
            .eps = call.number(1),
            .momentum = call.maybe_number(2),
            .affine = call.flag(3),
            .track_running_stats = call.flag(4)};
}

nn::InstanceNormOptions instance_norm(const Call& call) {
    return {.num_features = call.integer(0),
            .eps = call.number(1),
            .momentum = call.maybe_number(2),
            .affine = call.flag(3),
            .track_running_stats = call.flag(4)};
}

constexpr Native kRows[] = {
    {kNN, "Dropout(p=0.5, inplace=False)",
     [](Call& call) -> Value { return nn::Dropout(dropout(call)); }},
    {kNN, "Dropout1d(p=0.5, inplace=False)",
     [](Call& call) -> Value { return nn::Dropout1d(dropout(call)); }},
    {kNN, "Dropout2d(p=0.5, inplace=False)",
     [](Call& call) -> Value { return nn::Dropout2d(dropout(call)); }},
    {kNN, "Dropout3d(p=0.5, inplace=False)",
     [](Call& call) -> Value { return nn::Dropout3d(dropout(call)); }},
    {kNN, "AlphaDropout(p=0.5, inplace=False)",
     [](Call& call) -> Value { return nn::AlphaDropout(dropout(call)); }},
    {kNN, "FeatureAlphaDropout(p=0.5, inplace=False)",
     [](Call& call) -> Value { return nn::FeatureAlphaDropout(dropout(call)); }},
    {kNN,
     "BatchNorm1d(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, "
     "device=None, dtype=None)",
     [](Call& call) -> Value { return nn::BatchNorm1d(batch_norm(call)); }},
    {kNN,
     "BatchNorm2d(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, "
     "device=None, dtype=None)",
     [](Call& call) -> Value { return nn::BatchNorm2d(batch_norm(call)); }},
    {kNN,
     "BatchNorm3d(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, "
     "device=None, dtype=None)",
     [](Call& call) -> Value { return nn::BatchNorm3d(batch_norm(call)); }},
    {kNN,
     "SyncBatchNorm(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, "
     "process_group=None, device=None, dtype=None)",
     [](Call& call) -> Value { return nn::SyncBatchNorm(batch_norm(call)); }},
    {kNN,
     "InstanceNorm1d(num_features, eps=1e-05, momentum=0.1, affine=False, "
     "track_running_stats=False, device=None, dtype=None)",
     [](Call& call) -> Value { return nn::InstanceNorm1d(instance_norm(call)); }},
    {kNN,
     "InstanceNorm2d(num_features, eps=1e-05, momentum=0.1, affine=False, "
     "track_running_stats=False, device=None, dtype=None)",
     [](Call& call) -> Value { return nn::InstanceNorm2d(instance_norm(call)); }},
    {kNN,
     "InstanceNorm3d(num_features, eps=1e-05, momentum=0.1, affine=False, "
     "track_running_stats=False, device=None, dtype=None)",
     [](Call& call) -> Value { return nn::InstanceNorm3d(instance_norm(call)); }},
    {kNN,
     "LayerNorm(normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, "
     "dtype=None)",
     [](Call& call) -> Value {
         return nn::LayerNorm({.normalized_shape = call[0],
                               .eps = call.number(1),
                               .elementwise_affine = call.flag(2),
                               .bias = call.flag(3)});
     }},
    {kNN, "RMSNorm(normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::RMSNorm({.normalized_shape = call[0],
                             .eps = call.maybe_number(1),
                             .elementwise_affine = call.flag(2)});
     }},
    {kNN, "GroupNorm(num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::GroupNorm({.num_groups = call.integer(0),
                               .num_channels = call.integer(1),
                               .eps = call.number(2),
                               .affine = call.flag(3)});
     }},
};

}  // namespace

std::span<const Native> mode_layer_names() {
    return kRows;
}

}  // namespace engine::script
