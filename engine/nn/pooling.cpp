#include "engine/nn/pooling.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/size2.h"

namespace engine::nn {

namespace {

Size2 size_of(const Module& self, std::string_view name) {
    return Size2::from(self.attribute(name), "max_pool2d", name);
}

Value forward(Module& self, const Args& args) {
    const bool own_stride = !self.attribute("stride").is_none();
    const bool return_indices = self.attribute("return_indices").truth();
    Tensor indices;
    Tensor y = max_pool2d(args.tensor(),
                          {.kernel = size_of(self, "kernel_size").array(),
                           .stride = size_of(self, own_stride ? "stride" : "kernel_size").array(),
                           .padding = size_of(self, "padding").array(),
                           .dilation = size_of(self, "dilation").array(),
                           .ceil_mode = self.flag("ceil_mode")},
                          return_indices ? &indices : nullptr);
    if (!return_indices) return y;
    return Value::tuple({std::move(y), std::move(indices)});
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("kernel_size={}, stride={}, padding={}, dilation={}, ceil_mode={}",
                       text("kernel_size"), text("stride"), text("padding"), text("dilation"),
                       text("ceil_mode"));
}

void check_kernel(Size2 size) {
    if (size.height > 0 && size.width > 0) return;
    raise(ErrorKind::RuntimeError, "kernel size should be greater than zero, but got kH: {} kW: {}",
          size.height, size.width);
}

void check_padding(const Module& self, Size2 padding) {
    if (padding.height < 0 || padding.width < 0) {
        raise(ErrorKind::RuntimeError, "pad must be non-negative, but got pad: {}",
              padding.height < 0 ? padding.height : padding.width);
    }
    const Size2 kernel = size_of(self, "kernel_size");
    if (2 * padding.height <= kernel.height && 2 * padding.width <= kernel.width) return;
    const bool high = 2 * padding.height > kernel.height;
    raise(ErrorKind::RuntimeError,
          "pad should be at most half of kernel size, but got pad={} and kernel_size={}",
          high ? padding.height : padding.width, high ? kernel.height : kernel.width);
}

void check_attribute(const Module& self, std::string_view name, const Value& value) {
    const auto size = [&] { return Size2::from(value, "max_pool2d", name); };
    if (name == "kernel_size") check_kernel(size());
    if (name == "padding") check_padding(self, size());
    if (name == "stride" && !value.is_none() && (size().height < 1 || size().width < 1)) {
        raise(ErrorKind::RuntimeError, "stride should not be zero");
    }
    if (name == "dilation" && (size().height < 1 || size().width < 1)) {
        raise(ErrorKind::RuntimeError,
              "dilation should be greater than zero, but got dilationH: {} dilationW: {}",
              size().height, size().width);
    }
    if (name == "ceil_mode" && !std::holds_alternative<bool>(value.data())) {
        raise(ErrorKind::TypeError,
              "max_pool2d(): argument 'ceil_mode' (position 6) must be bool, not {}",
              value.type_name());
    }
}

constexpr Behaviour kMaxPool2d{
    .class_name = "MaxPool2d",
    .python_module = "torch.nn.modules.pooling",
    .forward = forward,
    .extra_repr = extra_repr,
    .check_attribute = check_attribute,
    .formula = "y = max of each window of x",
};

}  // namespace

ModulePtr MaxPool2d(MaxPool2dOptions options) {
    auto module = std::make_shared<Module>(kMaxPool2d);
    Value stride = options.stride.is_none() ? options.kernel_size : options.stride;
    module->set_attribute("kernel_size", std::move(options.kernel_size));
    module->set_attribute("stride", std::move(stride));
    module->set_attribute("padding", std::move(options.padding));
    module->set_attribute("dilation", std::move(options.dilation));
    module->set_attribute("return_indices", options.return_indices);
    module->set_attribute("ceil_mode", options.ceil_mode);
    return module;
}

}  // namespace engine::nn
