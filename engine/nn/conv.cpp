#include "engine/nn/conv.h"

#include "engine/nn/conv_base.h"
#include "engine/nn/functional_conv.h"

namespace engine::nn {

namespace {

template <int dims>
Value forward(Module& self, const Args& args) {
    return functional::conv(dims, args.tensor(), self.parameter("weight"), self.parameter("bias"),
                            {.stride = self.attribute("stride"),
                             .padding = self.attribute("padding"),
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
