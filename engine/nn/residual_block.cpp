#include "engine/nn/residual_block.h"

#include "engine/autograd/ops.h"
#include "engine/nn/activation.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/conv.h"
#include "engine/nn/identity.h"
#include "engine/nn/sequential.h"

namespace engine::nn {

namespace {

constexpr std::string_view kArguments[] = {"x"};

Value forward(Module& self, const Args& args) {
    CallContext& context = args.context();
    const Tensor& x = args.tensor();
    Tensor y = call(self.child("conv1"), context, x);
    y = call(self.child("bn1"), context, y);
    y = call(self.child("relu"), context, y);
    y = call(self.child("conv2"), context, y);
    y = call(self.child("bn2"), context, y);
    const Tensor terms[] = {y, call(self.child("shortcut"), context, x)};
    y = add(terms[0], terms[1]);
    if (args.traced()) context.tracer->function("add", terms, y, nullptr);
    return call(self.child("relu"), context, y);
}

constexpr Behaviour kResidualBlock{
    .class_name = "ResidualBlock",
    .forward = forward,
    .formula = "y = relu(bn2(conv2(relu(bn1(conv1(x))))) + shortcut(x))",
    .arguments = kArguments,
};

}  // namespace

ModulePtr ResidualBlock(ResidualBlockOptions options, Generator& generator) {
    const auto conv = [&](int64_t in, int64_t kernel, int64_t stride, int64_t padding) {
        return Conv2d({.in_channels = in,
                       .out_channels = options.out_channels,
                       .kernel_size = kernel,
                       .stride = stride,
                       .padding = padding,
                       .bias = false},
                      generator);
    };
    const auto bn = [&] { return BatchNorm2d({.num_features = options.out_channels}); };

    auto block = std::make_shared<Module>(kResidualBlock);
    block->add_module("conv1", conv(options.in_channels, 3, options.stride, 1));
    block->add_module("bn1", bn());
    block->add_module("relu", ReLU());
    block->add_module("conv2", conv(options.out_channels, 3, 1, 1));
    block->add_module("bn2", bn());
    if (options.stride == 1 && options.in_channels == options.out_channels) {
        block->add_module("shortcut", Identity());
    } else {
        block->add_module(
            "shortcut",
            Sequential({{"conv", conv(options.in_channels, 1, options.stride, 0)}, {"bn", bn()}}));
    }
    return block;
}

}  // namespace engine::nn
