// Convolutions: torch.nn's, and torch.nn.functional's, which torch has too.
#include "engine/nn/conv.h"
#include "engine/nn/functional_conv.h"
#include "engine/nn/lazy_modules.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

nn::ConvOptions conv_options(const Call& call) {
    return {.in_channels = call.integer(0),
            .out_channels = call.integer(1),
            .kernel_size = call[2],
            .stride = call[3],
            .padding = call[4],
            .dilation = call[5],
            .groups = call.integer(6),
            .bias = call[7].truth(),
            .padding_mode = call.text(8)};
}

nn::ConvOptions transpose_options(const Call& call) {
    return {.in_channels = call.integer(0),
            .out_channels = call.integer(1),
            .kernel_size = call[2],
            .stride = call[3],
            .padding = call[4],
            .dilation = call[8],
            .groups = call.integer(6),
            .bias = call[7].truth(),
            .padding_mode = call.text(9),
            .output_padding = call[5]};
}

template <nn::ModulePtr make(const nn::ConvOptions&)>
Value lazy_conv(Call& call) {
    return make({.in_channels = 0,
                 .out_channels = call.integer(0),
                 .kernel_size = call[1],
                 .stride = call[2],
                 .padding = call[3],
                 .dilation = call[4],
                 .groups = call.integer(5),
                 .bias = call[6].truth(),
                 .padding_mode = call.text(7)});
}

template <nn::ModulePtr make(const nn::ConvOptions&)>
Value lazy_transpose(Call& call) {
    return make({.in_channels = 0,
                 .out_channels = call.integer(0),
                 .kernel_size = call[1],
                 .stride = call[2],
                 .padding = call[3],
                 .dilation = call[7],
                 .groups = call.integer(5),
                 .bias = call[6].truth(),
                 .padding_mode = call.text(8),
                 .output_padding = call[4]});
}

template <int dims>
Value conv(Call& call) {
    return nn::functional::conv(
        dims, call.tensor(0), call.tensor(1), call.maybe_tensor(2),
        {.stride = call[3], .padding = call[4], .dilation = call[5], .groups = call.integer(6)});
}

template <int dims>
Value conv_transpose(Call& call) {
    return nn::functional::conv_transpose(
        dims, call.tensor(0), call.tensor(1), call.maybe_tensor(2),
        {.stride = call[3], .padding = call[4], .dilation = call[7], .groups = call.integer(6)},
        call[5]);
}

#define CONV_PARAMETERS                                                                    \
    "(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, " \
    "bias=True, padding_mode='zeros', device=None, dtype=None)"
#define TRANSPOSE_PARAMETERS                                                                     \
    "(in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, " \
    "bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None)"
#define LAZY_CONV_PARAMETERS                                                             \
    "(out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, " \
    "padding_mode='zeros', device=None, dtype=None)"
#define LAZY_TRANSPOSE_PARAMETERS                                                   \
    "(out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, " \
    "bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None)"
#define CONV_ARGUMENTS "(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)"
#define TRANSPOSE_ARGUMENTS \
    "(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)"

constexpr Native kRows[] = {
    {kNN, "Conv1d" CONV_PARAMETERS,
     [](Call& call) -> Value { return nn::Conv1d(conv_options(call), call.generator()); }},
    {kNN, "Conv2d" CONV_PARAMETERS,
     [](Call& call) -> Value { return nn::Conv2d(conv_options(call), call.generator()); }},
    {kNN, "Conv3d" CONV_PARAMETERS,
     [](Call& call) -> Value { return nn::Conv3d(conv_options(call), call.generator()); }},
    {kNN, "ConvTranspose1d" TRANSPOSE_PARAMETERS,
     [](Call& call) -> Value {
         return nn::ConvTranspose1d(transpose_options(call), call.generator());
     }},
    {kNN, "ConvTranspose2d" TRANSPOSE_PARAMETERS,
     [](Call& call) -> Value {
         return nn::ConvTranspose2d(transpose_options(call), call.generator());
     }},
    {kNN, "ConvTranspose3d" TRANSPOSE_PARAMETERS,
     [](Call& call) -> Value {
         return nn::ConvTranspose3d(transpose_options(call), call.generator());
     }},
    {kNN, "LazyConv1d" LAZY_CONV_PARAMETERS, lazy_conv<nn::LazyConv1d>},
    {kNN, "LazyConv2d" LAZY_CONV_PARAMETERS, lazy_conv<nn::LazyConv2d>},
    {kNN, "LazyConv3d" LAZY_CONV_PARAMETERS, lazy_conv<nn::LazyConv3d>},
    {kNN, "LazyConvTranspose1d" LAZY_TRANSPOSE_PARAMETERS, lazy_transpose<nn::LazyConvTranspose1d>},
    {kNN, "LazyConvTranspose2d" LAZY_TRANSPOSE_PARAMETERS, lazy_transpose<nn::LazyConvTranspose2d>},
    {kNN, "LazyConvTranspose3d" LAZY_TRANSPOSE_PARAMETERS, lazy_transpose<nn::LazyConvTranspose3d>},
    {kFunctional | kTorch, "conv1d" CONV_ARGUMENTS, conv<1>},
    {kFunctional | kTorch, "conv2d" CONV_ARGUMENTS, conv<2>},
    {kFunctional | kTorch, "conv3d" CONV_ARGUMENTS, conv<3>},
    {kFunctional | kTorch, "conv_transpose1d" TRANSPOSE_ARGUMENTS, conv_transpose<1>},
    {kFunctional | kTorch, "conv_transpose2d" TRANSPOSE_ARGUMENTS, conv_transpose<2>},
    {kFunctional | kTorch, "conv_transpose3d" TRANSPOSE_ARGUMENTS, conv_transpose<3>},
};

}  // namespace

std::span<const Native> conv_names() {
    return kRows;
}

}  // namespace engine::script
