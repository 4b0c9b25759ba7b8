#include "engine/nn/conv.h"

#include "engine/autograd/ops_pad.h"
#include "engine/nn/conv_base.h"
#include "engine/nn/functional_conv.h"
#include "engine/nn/spatial.h"

namespace engine::nn {

namespace {

// How much to pad left and right of the last dimension, then of the one before, ...
std::vector<int64_t> paddings(const Module& self, std::size_t dims) {
    const auto numbers = [&](std::string_view name) {
        return spatial(self.attribute(name), dims, {"pad", name, 2});
    };
    const std::string* const words = self.attribute("padding").text();
    const Shape both = words == nullptr ? numbers("padding") : Shape::filled(dims, 0);
    const Shape dilation = numbers("dilation"), kernel = numbers("kernel_size");
    std::vector<int64_t> out;
    for (std::size_t i = dims; i-- > 0;) {
        const bool same = words != nullptr && *words == "same";
        const int64_t total = same ? dilation[i] * (kernel[i] - 1) : 2 * both[i];
        out.push_back(total / 2);
        out.push_back(total - total / 2);
    }
    return out;
}

template <int dims>
Value forward(Module& self, const Args& args) {
    const std::string* const mode = self.attribute("padding_mode").text();
    const bool zeros = mode == nullptr || *mode == "zeros";
    const Tensor& x = args.tensor();
    return functional::conv(dims, zeros ? x : pad(x, paddings(self, dims), pad_mode(*mode)),
                            self.parameter("weight"), self.parameter("bias"),
                            {.stride = self.attribute("stride"),
                             .padding = zeros ? self.attribute("padding") : Value(0),
                             .dilation = self.attribute("dilation"),
                             .groups = self.integer("groups")});
}

constexpr Behaviour behaviour(std::string_view class_name,
                              Value (*run)(Module& self, const Args& args)) {
    return {.class_name = class_name,
            .python_module = "torch.nn.modules.conv",
            .forward = run,
            .extra_repr = conv_extra_repr,
            .reset_parameters = conv_reset_parameters,
            .check_attribute = check_conv_attribute,
            .formula = "y[o] = b[o] + Σ W[o, c] ⋆ x[c]"};
}

constexpr Behaviour kConv1d = behaviour("Conv1d", forward<1>);
constexpr Behaviour kConv2d = behaviour("Conv2d", forward<2>);
constexpr Behaviour kConv3d = behaviour("Conv3d", forward<3>);

}  // namespace

ModulePtr Conv1d(const ConvOptions& options, Generator& generator) {
    return make_conv(kConv1d, 1, false, options, generator);
}

ModulePtr Conv2d(const ConvOptions& options, Generator& generator) {
    return make_conv(kConv2d, 2, false, options, generator);
}

ModulePtr Conv3d(const ConvOptions& options, Generator& generator) {
    return make_conv(kConv3d, 3, false, options, generator);
}

}  // namespace engine::nn
