#include "engine/nn/inherited.h"

#include <array>

namespace engine::nn {

namespace {

struct Heir {
    std::string_view name;
    std::string_view parent;
    std::size_t hidden = 0;
};

// What torch.nn.X.forward.__qualname__ says of those that differ.
constexpr std::array kForward = {
    Heir{"BatchNorm1d", "_BatchNorm"},
    Heir{"BatchNorm2d", "_BatchNorm"},
    Heir{"BatchNorm3d", "_BatchNorm"},
    Heir{"ConstantPad1d", "_ConstantPadNd"},
    Heir{"ConstantPad2d", "_ConstantPadNd"},
    Heir{"ConstantPad3d", "_ConstantPadNd"},
    Heir{"InstanceNorm1d", "_InstanceNorm"},
    Heir{"InstanceNorm2d", "_InstanceNorm"},
    Heir{"InstanceNorm3d", "_InstanceNorm"},
    Heir{"LazyBatchNorm1d", "_BatchNorm"},
    Heir{"LazyBatchNorm2d", "_BatchNorm"},
    Heir{"LazyBatchNorm3d", "_BatchNorm"},
    Heir{"LazyConv1d", "Conv1d"},
    Heir{"LazyConv2d", "Conv2d"},
    Heir{"LazyConv3d", "Conv3d"},
    Heir{"LazyConvTranspose1d", "ConvTranspose1d"},
    Heir{"LazyConvTranspose2d", "ConvTranspose2d"},
    Heir{"LazyConvTranspose3d", "ConvTranspose3d"},
    Heir{"LazyInstanceNorm1d", "_InstanceNorm"},
    Heir{"LazyInstanceNorm2d", "_InstanceNorm"},
    Heir{"LazyInstanceNorm3d", "_InstanceNorm"},
    Heir{"LazyLinear", "Linear"},
    Heir{"NonDynamicallyQuantizableLinear", "Linear"},
    Heir{"ReLU6", "Hardtanh"},
    Heir{"ReflectionPad1d", "_ReflectionPadNd"},
    Heir{"ReflectionPad2d", "_ReflectionPadNd"},
    Heir{"ReflectionPad3d", "_ReflectionPadNd"},
    Heir{"ReplicationPad1d", "_ReplicationPadNd"},
    Heir{"ReplicationPad2d", "_ReplicationPadNd"},
    Heir{"ReplicationPad3d", "_ReplicationPadNd"},
    Heir{"UpsamplingBilinear2d", "Upsample"},
    Heir{"UpsamplingNearest2d", "Upsample"},
    Heir{"ZeroPad2d", "_ConstantPadNd"},
};

// The same of __init__.
constexpr std::array kInit = {
    Heir{"AdaptiveAvgPool1d", "_AdaptiveAvgPoolNd"},
    Heir{"AdaptiveAvgPool2d", "_AdaptiveAvgPoolNd"},
    Heir{"AdaptiveAvgPool3d", "_AdaptiveAvgPoolNd"},
    Heir{"AdaptiveMaxPool1d", "_AdaptiveMaxPoolNd"},
    Heir{"AdaptiveMaxPool2d", "_AdaptiveMaxPoolNd"},
    Heir{"AdaptiveMaxPool3d", "_AdaptiveMaxPoolNd"},
    Heir{"AlphaDropout", "_DropoutNd"},
    Heir{"BatchNorm1d", "_BatchNorm"},
    Heir{"BatchNorm2d", "_BatchNorm"},
    Heir{"BatchNorm3d", "_BatchNorm"},
    Heir{"Dropout", "_DropoutNd"},
    Heir{"Dropout1d", "_DropoutNd"},
    Heir{"Dropout2d", "_DropoutNd"},
    Heir{"Dropout3d", "_DropoutNd"},
    Heir{"FeatureAlphaDropout", "_DropoutNd"},
    Heir{"GRU", "RNNBase", 1},
    Heir{"InstanceNorm1d", "_InstanceNorm"},
    Heir{"InstanceNorm2d", "_InstanceNorm"},
    Heir{"InstanceNorm3d", "_InstanceNorm"},
    Heir{"LPPool1d", "_LPPoolNd"},
    Heir{"LPPool2d", "_LPPoolNd"},
    Heir{"LSTM", "RNNBase", 1},
    Heir{"LazyBatchNorm1d", "_LazyNormBase"},
    Heir{"LazyBatchNorm2d", "_LazyNormBase"},
    Heir{"LazyBatchNorm3d", "_LazyNormBase"},
    Heir{"LazyInstanceNorm1d", "_LazyNormBase"},
    Heir{"LazyInstanceNorm2d", "_LazyNormBase"},
    Heir{"LazyInstanceNorm3d", "_LazyNormBase"},
    Heir{"LogSigmoid", "Module"},
    Heir{"MaxPool1d", "_MaxPoolNd"},
    Heir{"MaxPool2d", "_MaxPoolNd"},
    Heir{"MaxPool3d", "_MaxPoolNd"},
    Heir{"RNN", "RNNBase", 1},
    Heir{"Sigmoid", "Module"},
    Heir{"Softmax2d", "Module"},
    Heir{"Softsign", "Module"},
    Heir{"Tanh", "Module"},
    Heir{"Tanhshrink", "Module"},
};

template <std::size_t count>
const Heir* find(const std::array<Heir, count>& heirs, std::string_view name) {
    for (const Heir& heir : heirs) {
        if (heir.name == name) return &heir;
    }
    return nullptr;
}

}  // namespace

std::string_view class_of_forward(std::string_view class_name) {
    const Heir* const heir = find(kForward, class_name);
    return heir ? heir->parent : class_name;
}

InitClass class_of_init(std::string_view class_name) {
    const Heir* const heir = find(kInit, class_name);
    return heir ? InitClass{heir->parent, heir->hidden} : InitClass{class_name};
}

}  // namespace engine::nn
