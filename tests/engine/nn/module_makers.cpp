#include "tests/engine/nn/module_makers.h"

#include "engine/nn/activation.h"
#include "engine/nn/adaptive_pooling.h"
#include "engine/nn/avg_pooling.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/dropout.h"
#include "engine/nn/group_norm.h"
#include "engine/nn/instance_norm.h"
#include "engine/nn/layer_norm.h"
#include "engine/nn/rectifier.h"
#include "engine/nn/rrelu.h"
#include "engine/nn/smooth_activation.h"
#include "engine/nn/softmax.h"

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
    {"Dropout2d(1.0)", [] { return Dropout2d({.p = 1.0}); }},
    {"Dropout2d(0.0)", [] { return Dropout2d({.p = 0.0}); }},
    {"Dropout3d(0.4)", [] { return Dropout3d({.p = 0.4}); }},
    {"AlphaDropout(0.3)", [] { return AlphaDropout({.p = 0.3}); }},
    {"AlphaDropout(0.3, inplace=True)", [] { return AlphaDropout({.p = 0.3, .inplace = true}); }},
    {"AlphaDropout(1.0)", [] { return AlphaDropout({.p = 1.0}); }},
    {"AlphaDropout(0.0)", [] { return AlphaDropout({.p = 0.0}); }},
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
    {"LeakyReLU()", [] { return LeakyReLU(); }},
    {"LeakyReLU(0.2, inplace=True)",
     [] { return LeakyReLU({.negative_slope = 0.2, .inplace = true}); }},
    {"PReLU()", [] { return PReLU(); }},
    {"ELU()", [] { return ELU(); }},
    {"ELU(2, inplace=True)", [] { return ELU({.alpha = 2, .inplace = true}); }},
    {"SELU()", [] { return SELU(); }},
    {"SELU(inplace=True)", [] { return SELU({.inplace = true}); }},
    {"CELU()", [] { return CELU(); }},
    {"CELU(alpha=0.5, inplace=True)", [] { return CELU({.alpha = 0.5, .inplace = true}); }},
    {"ReLU6()", [] { return ReLU6(); }},
    {"ReLU6(inplace=True)", [] { return ReLU6({.inplace = true}); }},
    {"Hardtanh()", [] { return Hardtanh(); }},
    {"Hardtanh(-2, 2)", [] { return Hardtanh({.min_val = -2, .max_val = 2}); }},
    {"Threshold(0.1, 20)", [] { return Threshold({.threshold = 0.1, .value = 20}); }},
    {"Threshold(0.1, 20, inplace=True)",
     [] { return Threshold({.threshold = 0.1, .value = 20, .inplace = true}); }},
    {"GELU()", [] { return GELU(); }},
    {"GELU(approximate='tanh')", [] { return GELU("tanh"); }},
    {"SiLU()", [] { return SiLU(); }},
    {"SiLU(inplace=True)", [] { return SiLU({.inplace = true}); }},
    {"Mish()", [] { return Mish(); }},
    {"Mish(inplace=True)", [] { return Mish({.inplace = true}); }},
    {"Softplus(1.0, 20.0)", [] { return Softplus(); }},
    {"Softplus(2.0, 3)", [] { return Softplus({.beta = 2.0, .threshold = 3}); }},
    {"LogSigmoid()", [] { return LogSigmoid(); }},
    {"Softsign()", [] { return Softsign(); }},
    {"Tanhshrink()", [] { return Tanhshrink(); }},
    {"Hardswish()", [] { return Hardswish(); }},
    {"Hardswish(inplace=True)", [] { return Hardswish({.inplace = true}); }},
    {"Hardsigmoid()", [] { return Hardsigmoid(); }},
    {"Hardsigmoid(inplace=True)", [] { return Hardsigmoid({.inplace = true}); }},
    {"Softshrink()", [] { return Softshrink(); }},
    {"Hardshrink()", [] { return Hardshrink(); }},
    {"Softmax(dim=1)", [] { return Softmax(1); }},
    {"Softmax()", [] { return Softmax(); }},
    {"LogSoftmax(dim=1)", [] { return LogSoftmax(1); }},
    {"ReLU()", [] { return ReLU(); }},
    {"Sigmoid()", [] { return Sigmoid(); }},
    {"Tanh()", [] { return Tanh(); }},
    {"AvgPool2d(3, stride=2, padding=1, ceil_mode=True)",
     [] { return AvgPool2d({.kernel_size = 3, .stride = 2, .padding = 1, .ceil_mode = true}); }},
    {"AvgPool2d(3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)",
     [] {
         return AvgPool2d({.kernel_size = 3,
                           .stride = 2,
                           .padding = 1,
                           .ceil_mode = true,
                           .count_include_pad = false});
     }},
    {"AvgPool2d((2, 3), divisor_override=5)",
     [] {
         return AvgPool2d({.kernel_size = Value::tuple({2, 3}), .divisor_override = 5});
     }},
    {"AdaptiveAvgPool2d((2, 3))",
     [] {
         return AdaptiveAvgPool2d(Value::tuple({2, 3}));
     }},
    {"AdaptiveAvgPool2d(1)", [] { return AdaptiveAvgPool2d(1); }},
    {"AdaptiveAvgPool2d((None, 3))",
     [] {
         return AdaptiveAvgPool2d(Value::tuple({Value(), 3}));
     }},
    {"PReLU(3)", [] { return PReLU({.num_parameters = 3}); }},
    {"Softmax(dim=-2)", [] { return Softmax(-2); }},
};

}  // namespace

ModulePtr make_module(const std::string& name) {
    const auto it = kMakers.find(name);
    return it == kMakers.end() ? nullptr : it->second();
}

}  // namespace engine::test
