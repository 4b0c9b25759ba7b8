#include "engine/nn/avg_pooling.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/size2.h"

namespace engine::nn {

namespace {

Size2 size_of(const Module& self, std::string_view name) {
    return Size2::from(self.attribute(name), "avg_pool2d", name);
}

Value avg_forward(Module& self, const Args& args) {
    const bool own_stride = !self.attribute("stride").is_none();
    const Value& divisor = self.attribute("divisor_override");
    engine::AvgPool2dOptions options{
        .kernel = size_of(self, "kernel_size").array(),
        .stride = size_of(self, own_stride ? "stride" : "kernel_size").array(),
        .padding = size_of(self, "padding").array(),
        .ceil_mode = self.flag("ceil_mode"),
        .count_include_pad = self.flag("count_include_pad")};
    if (!divisor.is_none()) options.divisor_override = divisor.integer("divisor_override");
    return avg_pool2d(args.tensor(), options);
}

std::string avg_extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("kernel_size={}, stride={}, padding={}", text("kernel_size"), text("stride"),
                       text("padding"));
}

constexpr Behaviour kAvgPool2d{
    .class_name = "AvgPool2d",
    .python_module = "torch.nn.modules.pooling",
    .forward = avg_forward,
    .extra_repr = avg_extra_repr,
    .formula = "y = mean of each window of x",
};

/// The size asked for, None standing for x's own.
std::array<int64_t, 2> output_size(const Value& asked, const Tensor& x) {
    const auto one = [&](const Value& value, int64_t dim) {
        return value.is_none() ? x.size(dim) : value.integer("output_size");
    };
    const auto* const held = std::get_if<std::shared_ptr<Sequence>>(&asked.data());
    if (!held) return {one(asked, -2), one(asked, -1)};
    const std::vector<Value>& items = (*held)->items;
    if (items.size() != 2) {
        raise(ErrorKind::RuntimeError, "adaptive_avg_pool2d: output_size must be 2");
    }
    return {one(items[0], -2), one(items[1], -1)};
}

constexpr Behaviour kAdaptiveAvgPool2d{
    .class_name = "AdaptiveAvgPool2d",
    .python_module = "torch.nn.modules.pooling",
    .forward = [](Module& self, const Args& args) -> Value {
        const Tensor& x = args.tensor();
        return adaptive_avg_pool2d(x, output_size(self.attribute("output_size"), x));
    },
    .extra_repr =
        [](const Module& self) { return "output_size=" + self.attribute("output_size").repr(); },
    .formula = "y = mean of each window of x",
};

}  // namespace

ModulePtr AvgPool2d(AvgPool2dOptions options) {
    auto module = std::make_shared<Module>(kAvgPool2d);
    Value stride = options.stride.is_none() ? options.kernel_size : options.stride;
    module->set_attribute("kernel_size", std::move(options.kernel_size));
    module->set_attribute("stride", std::move(stride));
    module->set_attribute("padding", std::move(options.padding));
    module->set_attribute("ceil_mode", options.ceil_mode);
    module->set_attribute("count_include_pad", options.count_include_pad);
    module->set_attribute("divisor_override", std::move(options.divisor_override));
    return module;
}

ModulePtr AdaptiveAvgPool2d(Value output_size) {
    auto module = std::make_shared<Module>(kAdaptiveAvgPool2d);
    module->set_attribute("output_size", std::move(output_size));
    return module;
}

}  // namespace engine::nn
