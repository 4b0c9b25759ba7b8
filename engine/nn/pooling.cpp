#include "engine/nn/pooling.h"

#include "engine/base/error.h"
#include "engine/nn/functional_pool.h"
#include "engine/nn/spatial.h"

#include <algorithm>

namespace engine::nn {

namespace {

template <int dims>
Value forward(Module& self, const Args& args) {
    return functional::max_pool(dims, args.tensor(),
                                {.kernel_size = self.attribute("kernel_size"),
                                 .stride = self.attribute("stride"),
                                 .padding = self.attribute("padding"),
                                 .dilation = self.attribute("dilation"),
                                 .ceil_mode = self.attribute("ceil_mode")},
                                self.flag("return_indices"));
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("kernel_size={}, stride={}, padding={}, dilation={}, ceil_mode={}",
                       text("kernel_size"), text("stride"), text("padding"), text("dilation"),
                       text("ceil_mode"));
}

// "kH: 2 kW: 2"
std::string by_letter(std::string_view prefix, const Shape& numbers) {
    constexpr std::string_view kLetters = "THW";
    std::string out;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        out += fmt::format("{}{}{}: {}", i > 0 ? " " : "", prefix,
                           kLetters[kLetters.size() - numbers.size() + i], numbers[i]);
    }
    return out;
}

void check_padding(const Shape& padding, const Shape& kernel) {
    for (std::size_t i = 0; i < padding.size() && i < kernel.size(); ++i) {
        if (padding[i] < 0) {
            raise(ErrorKind::RuntimeError, "pad must be non-negative, but got pad: {}", padding[i]);
        }
        if (2 * padding[i] <= kernel[i]) continue;
        raise(ErrorKind::RuntimeError,
              "pad should be at most half of kernel size, but got pad={} and kernel_size={}",
              padding[i], kernel[i]);
    }
}

// One number a dimension, or PyTorch's refusal.
template <int dims>
Shape sizes(const Value& value, std::string_view name) {
    const std::string function = fmt::format("max_pool{}d", dims);
    const Shape out = spatial(value, dims, {function, name, 2});
    if (out.size() == 1) return Shape::filled(dims, out[0]);
    if (out.size() == dims) return out;
    raise(ErrorKind::RuntimeError, "{}: {} must either be a single int, or a tuple of {} ints",
          function, name,
          dims == 1   ? "one"
          : dims == 2 ? "two"
                      : "three");
}

// An assignment that no call could use is refused at once; the constructor takes it.
template <int dims>
void check_attribute(const Module& self, std::string_view name, const Value& value) {
    const auto below_one = [](const Shape& numbers) {
        return std::any_of(numbers.begin(), numbers.end(), [](int64_t n) { return n < 1; });
    };
    if (name == "kernel_size" && below_one(sizes<dims>(value, name))) {
        raise(ErrorKind::RuntimeError, "kernel size should be greater than zero, but got {}",
              by_letter("k", sizes<dims>(value, name)));
    }
    if (name == "padding") {
        check_padding(sizes<dims>(value, name),
                      sizes<dims>(self.attribute("kernel_size"), "kernel_size"));
    }
    if (name == "stride" && !value.is_none() && below_one(sizes<dims>(value, name))) {
        raise(ErrorKind::RuntimeError, "stride should not be zero");
    }
    if (name == "dilation" && below_one(sizes<dims>(value, name))) {
        raise(ErrorKind::RuntimeError, "dilation should be greater than zero, but got {}",
              by_letter("dilation", sizes<dims>(value, name)));
    }
    if (name == "ceil_mode") {
        spatial_flag(value, {fmt::format("max_pool{}d", dims), "ceil_mode", 6});
    }
}

template <int dims>
constexpr Behaviour behaviour(std::string_view class_name) {
    return {.class_name = class_name,
            .python_module = "torch.nn.modules.pooling",
            .forward = forward<dims>,
            .extra_repr = extra_repr,
            .check_attribute = check_attribute<dims>,
            .formula = "y = max of each window of x"};
}

constexpr Behaviour kMaxPool1d = behaviour<1>("MaxPool1d");
constexpr Behaviour kMaxPool2d = behaviour<2>("MaxPool2d");
constexpr Behaviour kMaxPool3d = behaviour<3>("MaxPool3d");

ModulePtr make(const Behaviour& behaviour, MaxPoolOptions options) {
    auto module = std::make_shared<Module>(behaviour);
    const auto set = [&](std::string_view name, Value value) {
        module->attributes.set(name, std::move(value));
    };
    set("kernel_size", options.kernel_size);
    set("stride", options.stride.is_none() ? options.kernel_size : options.stride);
    set("padding", options.padding);
    set("dilation", options.dilation);
    set("return_indices", options.return_indices);
    set("ceil_mode", options.ceil_mode);
    return module;
}

}  // namespace

ModulePtr MaxPool1d(MaxPoolOptions options) {
    return make(kMaxPool1d, std::move(options));
}

ModulePtr MaxPool2d(MaxPoolOptions options) {
    return make(kMaxPool2d, std::move(options));
}

ModulePtr MaxPool3d(MaxPoolOptions options) {
    return make(kMaxPool3d, std::move(options));
}

}  // namespace engine::nn
