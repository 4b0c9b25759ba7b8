// Layers that change shape, padding and resolution, and their functions.
#include "engine/autograd/ops_shuffle.h"
#include "engine/nn/padding.h"
#include "engine/nn/shape_layers.h"
#include "engine/nn/upsampling.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;
namespace functional = nn::functional;

template <nn::ModulePtr make(const Value&)>
Value padding(Call& call) {
    return make(call[0]);
}

template <nn::ModulePtr make(const Value&, Value)>
Value padding_with(Call& call) {
    return make(call[0], call[1]);
}

template <nn::ModulePtr make(const Value&, const Value&)>
Value upsampling(Call& call) {
    return make(call[0], call[1]);
}

Value interpolate(Call& call) {
    if (call.size() > 6 && call[6].truth()) {
        raise(ErrorKind::NotImplementedError,
              "antialias=True is outside the PyTorch subset that Modescope runs");
    }
    static const Value none;
    return functional::interpolate(call.tensor(0),
                                   {.size = call[1],
                                    .scale_factor = call[2],
                                    .mode = call.text(3),
                                    .align_corners = call[4],
                                    .recompute_scale_factor = call.size() > 5 ? call[5] : none});
}

constexpr Native kRows[] = {
    {kNN, "Unflatten(dim, unflattened_size)",
     [](Call& call) -> Value { return nn::Unflatten(call[0], call[1]); }},
    {kNN, "PixelShuffle(upscale_factor)",
     [](Call& call) -> Value { return nn::PixelShuffle(call[0]); }},
    {kNN, "PixelUnshuffle(downscale_factor)",
     [](Call& call) -> Value { return nn::PixelUnshuffle(call[0]); }},
    {kNN, "ChannelShuffle(groups)",
     [](Call& call) -> Value { return nn::ChannelShuffle(call[0]); }},
    {kFunctional | kTorch, "pixel_shuffle(input, upscale_factor)",
     [](Call& call) -> Value { return pixel_shuffle(call.tensor(0), call.integer(1)); }},
    {kFunctional | kTorch, "pixel_unshuffle(input, downscale_factor)",
     [](Call& call) -> Value { return pixel_unshuffle(call.tensor(0), call.integer(1)); }},
    {kFunctional | kTorch, "channel_shuffle(input, groups)",
     [](Call& call) -> Value { return channel_shuffle(call.tensor(0), call.integer(1)); }},
    {kNN, "Unfold(kernel_size, dilation=1, padding=0, stride=1)",
     [](Call& call) -> Value {
         return nn::Unfold(
             {.kernel_size = call[0], .dilation = call[1], .padding = call[2], .stride = call[3]});
     }},
    {kNN, "Fold(output_size, kernel_size, dilation=1, padding=0, stride=1)",
     [](Call& call) -> Value {
         return nn::Fold({.kernel_size = call[1],
                          .dilation = call[2],
                          .padding = call[3],
                          .stride = call[4],
                          .output_size = call[0]});
     }},
    {kFunctional, "unfold(input, kernel_size, dilation=1, padding=0, stride=1)",
     [](Call& call) -> Value {
         return functional::unfold(
             call.tensor(0),
             {.kernel_size = call[1], .dilation = call[2], .padding = call[3], .stride = call[4]});
     }},
    {kFunctional, "fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1)",
     [](Call& call) -> Value {
         return functional::fold(
             call.tensor(0), call[1],
             {.kernel_size = call[2], .dilation = call[3], .padding = call[4], .stride = call[5]});
     }},
    {kNN, "ZeroPad1d(padding)", padding<nn::ZeroPad1d>},
    {kNN, "ZeroPad2d(padding)", padding<nn::ZeroPad2d>},
    {kNN, "ZeroPad3d(padding)", padding<nn::ZeroPad3d>},
    {kNN, "CircularPad1d(padding)", padding<nn::CircularPad1d>},
    {kNN, "CircularPad2d(padding)", padding<nn::CircularPad2d>},
    {kNN, "CircularPad3d(padding)", padding<nn::CircularPad3d>},
    {kNN, "ConstantPad1d(padding, value)", padding_with<nn::ConstantPad1d>},
    {kNN, "ConstantPad2d(padding, value)", padding_with<nn::ConstantPad2d>},
    {kNN, "ConstantPad3d(padding, value)", padding_with<nn::ConstantPad3d>},
    {kNN, "ReflectionPad1d(padding)", padding<nn::ReflectionPad1d>},
    {kNN, "ReflectionPad2d(padding)", padding<nn::ReflectionPad2d>},
    {kNN, "ReflectionPad3d(padding)", padding<nn::ReflectionPad3d>},
    {kNN, "ReplicationPad1d(padding)", padding<nn::ReplicationPad1d>},
    {kNN, "ReplicationPad2d(padding)", padding<nn::ReplicationPad2d>},
    {kNN, "ReplicationPad3d(padding)", padding<nn::ReplicationPad3d>},
    {kNN,
     "Upsample(size=None, scale_factor=None, mode='nearest', align_corners=None, "
     "recompute_scale_factor=None)",
     [](Call& call) -> Value {
         return nn::Upsample({.size = call[0],
                              .scale_factor = call[1],
                              .mode = call.text(2),
                              .align_corners = call[3],
                              .recompute_scale_factor = call[4]});
     }},
    {kNN, "UpsamplingNearest2d(size=None, scale_factor=None)", upsampling<nn::UpsamplingNearest2d>},
    {kNN, "UpsamplingBilinear2d(size=None, scale_factor=None)",
     upsampling<nn::UpsamplingBilinear2d>},
    {kFunctional,
     "interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, "
     "recompute_scale_factor=None, antialias=False)",
     interpolate},
    {kFunctional,
     "upsample(input, size=None, scale_factor=None, mode='nearest', align_corners=None)",
     interpolate},
};

}  // namespace

std::span<const Native> shape_layer_names() {
    return kRows;
}

}  // namespace engine::script
