#include "engine/nn/functional_conv.h"

#include "engine/autograd/ops_conv.h"
#include "engine/base/error.h"
#include "engine/nn/spatial.h"

#include <array>

namespace engine::nn::functional {

namespace {

constexpr std::array<std::string_view, 4> kConv = {"", "conv1d", "conv2d", "conv3d"};
constexpr std::array<std::string_view, 4> kTranspose = {"", "conv_transpose1d", "conv_transpose2d",
                                                        "conv_transpose3d"};

ConvolutionOptions options_of(std::string_view function, int dims, const ConvArguments& arguments) {
    const auto count = static_cast<std::size_t>(dims);
    ConvolutionOptions options{
        .stride = spatial(arguments.stride, count, {function, "stride", 4}),
        .dilation = spatial(arguments.dilation, count, {function, "dilation", 6}),
        .groups = arguments.groups};
    const std::string* const words = arguments.padding.text();
    if (words == nullptr) {
        options.padding = spatial(arguments.padding, count, {function, "padding", 5});
    }
    return options;
}

}  // namespace

Tensor conv(int dims, const Tensor& x, const Tensor& weight, const Tensor& bias,
            const ConvArguments& arguments) {
    const std::string_view function = kConv[static_cast<std::size_t>(dims)];
    ConvolutionOptions options = options_of(function, dims, arguments);
    if (const std::string* const words = arguments.padding.text()) {
        if (*words != "same" && *words != "valid") {
            raise(ErrorKind::RuntimeError, "Invalid padding string: '{}'", *words);
        }
        options.same_padding = *words == "same";
    }
    return convolution(function, x, weight, bias, options);
}

Tensor conv_transpose(int dims, const Tensor& x, const Tensor& weight, const Tensor& bias,
                      const ConvArguments& arguments, const Value& output_padding) {
    const std::string_view function = kTranspose[static_cast<std::size_t>(dims)];
    if (arguments.padding.text() != nullptr) {
        raise(ErrorKind::TypeError, "{}(): argument 'padding' must be tuple of ints, not str",
              function);
    }
    ConvolutionOptions options = options_of(function, dims, arguments);
    options.transposed = true;
    options.output_padding =
        spatial(output_padding, static_cast<std::size_t>(dims), {function, "output_padding", 6});
    return convolution(function, x, weight, bias, options);
}

}  // namespace engine::nn::functional
