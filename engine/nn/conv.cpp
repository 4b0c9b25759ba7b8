#include "engine/nn/conv.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/init.h"
#include "engine/nn/parameter.h"

namespace engine::nn {

namespace {

Size2 size_of(const Module& self, std::string_view name) {
    return Size2::from(self.attribute(name), "conv2d", name);
}

Value forward(Module& self, const Args& args) {
    return conv2d(args.tensor(), self.parameter("weight"), self.parameter("bias"),
                  {.stride = size_of(self, "stride").array(),
                   .padding = size_of(self, "padding").array(),
                   .dilation = size_of(self, "dilation").array(),
                   .groups = self.integer("groups")});
}

bool is_both(Size2 size, int64_t value) {
    return size.height == value && size.width == value;
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    std::string out = fmt::format("{}, {}, kernel_size={}, stride={}", text("in_channels"),
                                  text("out_channels"), text("kernel_size"), text("stride"));
    if (!is_both(size_of(self, "padding"), 0)) out += ", padding=" + text("padding");
    if (!is_both(size_of(self, "dilation"), 1)) out += ", dilation=" + text("dilation");
    if (self.integer("groups") != 1) out += ", groups=" + text("groups");
    if (!self.parameter("bias").defined()) out += ", bias=False";
    return out;
}

void reset_parameters(Module& self, Generator& generator) {
    init::linear_default_(self.parameter("weight"), self.parameter("bias"), generator);
}

void check_attribute(const Module&, std::string_view name, const Value& value) {
    const auto refuse_below = [&](int64_t least, std::string_view kind) {
        const Size2 size = Size2::from(value, "conv2d", name);
        if (size.height < least || size.width < least) {
            raise(ErrorKind::RuntimeError, "{} {} is not supported", kind, name);
        }
    };
    if (name == "stride" || name == "dilation") refuse_below(1, "non-positive");
    if (name == "padding") refuse_below(0, "negative");
    if (name == "groups" && value.integer("groups") < 1) {
        raise(ErrorKind::RuntimeError, "non-positive groups is not supported");
    }
}

constexpr Behaviour kConv2d{
    .class_name = "Conv2d",
    .python_module = "torch.nn.modules.conv",
    .forward = forward,
    .extra_repr = extra_repr,
    .reset_parameters = reset_parameters,
    .check_attribute = check_attribute,
    .formula = "y[o] = b[o] + Σ W[o, c] ⋆ x[c]",
};

}  // namespace

ModulePtr Conv2d(Conv2dOptions options, Generator& generator) {
    if (options.groups < 1) raise(ErrorKind::ValueError, "groups must be a positive integer");
    if (options.in_channels % options.groups != 0) {
        raise(ErrorKind::ValueError, "in_channels must be divisible by groups");
    }
    if (options.out_channels % options.groups != 0) {
        raise(ErrorKind::ValueError, "out_channels must be divisible by groups");
    }
    auto module = std::make_shared<Module>(kConv2d);
    module->set_attribute("in_channels", options.in_channels);
    module->set_attribute("out_channels", options.out_channels);
    module->set_attribute("kernel_size", options.kernel_size.tuple());
    module->set_attribute("stride", options.stride.tuple());
    module->set_attribute("padding", options.padding.tuple());
    module->set_attribute("dilation", options.dilation.tuple());
    module->set_attribute("groups", options.groups);
    module->register_parameter(
        "weight", new_parameter({options.out_channels, options.in_channels / options.groups,
                                 options.kernel_size.height, options.kernel_size.width}));
    module->register_parameter("bias",
                               options.bias ? new_parameter({options.out_channels}) : Tensor());
    reset_parameters(*module, generator);
    return module;
}

}  // namespace engine::nn
