#include "engine/nn/functional_pool.h"
#include "engine/nn/pooling.h"
#include "engine/nn/spatial.h"

#include <fmt/format.h>

namespace engine::nn {

namespace {

template <int dims>
Value forward(Module& self, const Args& args) {
    return functional::max_unpool(dims, args.tensor(), args.tensor(1),
                                  {.kernel_size = self.attribute("kernel_size"),
                                   .stride = self.attribute("stride"),
                                   .padding = self.attribute("padding"),
                                   .output_size = args[2]});
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("kernel_size={}, stride={}, padding={}", text("kernel_size"), text("stride"),
                       text("padding"));
}

constexpr std::string_view kArguments[] = {"input", "indices"};
constexpr OptionalArgument kOutputSize[] = {{"output_size"}};

template <int dims>
constexpr Behaviour behaviour(std::string_view class_name) {
    return {.class_name = class_name,
            .python_module = "torch.nn.modules.pooling",
            .forward = forward<dims>,
            .extra_repr = extra_repr,
            .formula = "y[indices] = x, 0 elsewhere",
            .arguments = kArguments,
            .optional_arguments = kOutputSize};
}

constexpr Behaviour kMaxUnpool1d = behaviour<1>("MaxUnpool1d");
constexpr Behaviour kMaxUnpool2d = behaviour<2>("MaxUnpool2d");
constexpr Behaviour kMaxUnpool3d = behaviour<3>("MaxUnpool3d");

ModulePtr make(const Behaviour& behaviour, std::size_t dims, const MaxUnpoolOptions& options) {
    auto module = std::make_shared<Module>(behaviour);
    const Value& stride = options.stride.is_none() ? options.kernel_size : options.stride;
    module->set_attribute("kernel_size", spatial_tuple(options.kernel_size, dims));
    module->set_attribute("stride", spatial_tuple(stride, dims));
    module->set_attribute("padding", spatial_tuple(options.padding, dims));
    return module;
}

}  // namespace

ModulePtr MaxUnpool1d(const MaxUnpoolOptions& options) {
    return make(kMaxUnpool1d, 1, options);
}

ModulePtr MaxUnpool2d(const MaxUnpoolOptions& options) {
    return make(kMaxUnpool2d, 2, options);
}

ModulePtr MaxUnpool3d(const MaxUnpoolOptions& options) {
    return make(kMaxUnpool3d, 3, options);
}

}  // namespace engine::nn
