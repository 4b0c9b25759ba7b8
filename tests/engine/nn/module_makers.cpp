#include "tests/engine/nn/module_makers.h"

#include "engine/nn/batch_norm.h"
#include "engine/nn/dropout.h"
#include "engine/nn/group_norm.h"
#include "engine/nn/instance_norm.h"
#include "engine/nn/layer_norm.h"
#include "engine/nn/rrelu.h"

#include <functional>
#include <map>

namespace engine::test {

namespace {

using namespace nn;

// The expressions of tests/golden/make_modules.py.
const std::map<std::string, std::function<ModulePtr()>> kMakers = {
    {"Dropout(0.3)", [] { return Dropout({.p = 0.3}); }},
    {"Dropout(0.3, inplace=True)", [] { return Dropout({.p = 0.3, .inplace = true}); }},
    {"Dropout1d(0.5)", [] { return Dropout1d({.p = 0.5}); }},
    {"Dropout1d(0.5, inplace=True)", [] { return Dropout1d({.p = 0.5, .inplace = true}); }},
    {"Dropout2d(0.5)", [] { return Dropout2d({.p = 0.5}); }},
    {"Dropout2d(0.5, inplace=True)", [] { return Dropout2d({.p = 0.5, .inplace = true}); }},
    {"Dropout2d(1.0)", [] { return Dropout2d({.p = 1}); }},
    {"Dropout2d(0.0)", [] { return Dropout2d({.p = 0}); }},
    {"Dropout3d(0.4)", [] { return Dropout3d({.p = 0.4}); }},
    {"AlphaDropout(0.3)", [] { return AlphaDropout({.p = 0.3}); }},
    {"AlphaDropout(0.3, inplace=True)", [] { return AlphaDropout({.p = 0.3, .inplace = true}); }},
    {"AlphaDropout(1.0)", [] { return AlphaDropout({.p = 1}); }},
    {"AlphaDropout(0.0)", [] { return AlphaDropout({.p = 0}); }},
    {"FeatureAlphaDropout(0.5)", [] { return FeatureAlphaDropout(); }},
    {"BatchNorm1d(4)", [] { return BatchNorm1d({.num_features = 4}); }},
    {"BatchNorm2d(3, momentum=None)",
     [] { return BatchNorm2d({.num_features = 3, .momentum = std::nullopt}); }},
    {"BatchNorm3d(2)", [] { return BatchNorm3d({.num_features = 2}); }},
    {"BatchNorm3d(2, affine=False, track_running_stats=False)",
     [] {
         return BatchNorm3d({.num_features = 2, .affine = false, .track_running_stats = false});
     }},
    {"InstanceNorm1d(3)", [] { return InstanceNorm1d({.num_features = 3}); }},
    {"InstanceNorm2d(3, affine=True)",
     [] { return InstanceNorm2d({.num_features = 3, .affine = true}); }},
    {"InstanceNorm2d(3, affine=True, track_running_stats=True)",
     [] {
         return InstanceNorm2d({.num_features = 3, .affine = true, .track_running_stats = true});
     }},
    {"InstanceNorm3d(2, momentum=0.3, track_running_stats=True)",
     [] {
         return InstanceNorm3d({.num_features = 2, .momentum = 0.3, .track_running_stats = true});
     }},
    {"LayerNorm(5)", [] { return LayerNorm({.normalized_shape = 5}); }},
    {"LayerNorm((3, 5))",
     [] {
         return LayerNorm({.normalized_shape = Value::tuple({3, 5})});
     }},
    {"LayerNorm(5, eps=0.001, elementwise_affine=False)",
     [] { return LayerNorm({.normalized_shape = 5, .eps = 0.001, .elementwise_affine = false}); }},
    {"GroupNorm(2, 4)", [] { return GroupNorm({.num_groups = 2, .num_channels = 4}); }},
    {"GroupNorm(3, 6, affine=False)",
     [] { return GroupNorm({.num_groups = 3, .num_channels = 6, .affine = false}); }},
    {"GroupNorm(1, 4)", [] { return GroupNorm({.num_groups = 1, .num_channels = 4}); }},
    {"RReLU()", [] { return RReLU(); }},
    {"RReLU(0.1, 0.4, inplace=True)",
     [] { return RReLU({.lower = 0.1, .upper = 0.4, .inplace = true}); }},
};

}  // namespace

ModulePtr make_module(const std::string& name) {
    const auto it = kMakers.find(name);
    return it == kMakers.end() ? nullptr : it->second();
}

}  // namespace engine::test
