#include "engine/nn/conv_base.h"

#include "engine/base/error.h"
#include "engine/nn/init.h"
#include "engine/nn/parameter.h"
#include "engine/nn/spatial.h"

#include <algorithm>

namespace engine::nn {

namespace {

void check_options(const ConvOptions& options) {
    if (options.groups < 1) raise(ErrorKind::ValueError, "groups must be a positive integer");
    if (options.in_channels % options.groups != 0) {
        raise(ErrorKind::ValueError, "in_channels must be divisible by groups");
    }
    if (options.out_channels % options.groups != 0) {
        raise(ErrorKind::ValueError, "out_channels must be divisible by groups");
    }
}

void check_padding_words(const ConvOptions& options, const Value& stride) {
    const std::string* const words = options.padding.text();
    if (words == nullptr) return;
    if (*words != "same" && *words != "valid") {
        raise(ErrorKind::ValueError,
              "Invalid padding string {}, should be one of {{'same', 'valid'}}",
              options.padding.repr());
    }
    if (*words == "same" && !all_are(stride, 1)) {
        raise(ErrorKind::ValueError, "padding='same' is not supported for strided convolutions");
    }
}

void check_padding_mode(const std::string& mode) {
    constexpr std::string_view kModes[] = {"zeros", "reflect", "replicate", "circular"};
    if (std::find(std::begin(kModes), std::end(kModes), mode) != std::end(kModes)) return;
    raise(ErrorKind::ValueError,
          "padding_mode must be one of {{'zeros', 'reflect', 'replicate', 'circular'}}, but got "
          "padding_mode='{}'",
          mode);
}

Shape weight_sizes(const ConvOptions& options, bool transposed, const Value& kernel) {
    Shape sizes = transposed ? Shape{options.in_channels, options.out_channels / options.groups}
                             : Shape{options.out_channels, options.in_channels / options.groups};
    for (const Value& size : kernel.sequence()->items) {
        if (!std::holds_alternative<int64_t>(size.data())) {
            raise(ErrorKind::TypeError,
                  "empty(): argument 'size' must be tuple of ints, but found element of type {} at "
                  "pos {}",
                  size.type_name(), sizes.size() + 1);
        }
        sizes.push_back(size.integer());
    }
    return sizes;
}

}  // namespace

std::string conv_extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    std::string out = fmt::format("{}, {}, kernel_size={}, stride={}", text("in_channels"),
                                  text("out_channels"), text("kernel_size"), text("stride"));
    // What was assigned since may be no sequence any more.
    const auto differs = [&](std::string_view name, int64_t plain) {
        const Value& value = self.attribute(name);
        return value.sequence() == nullptr || !all_are(value, plain);
    };
    const std::string* const words = self.attribute("padding").text();
    if (differs("padding", 0)) out += ", padding=" + (words ? *words : text("padding"));
    if (differs("dilation", 1)) out += ", dilation=" + text("dilation");
    if (differs("output_padding", 0)) out += ", output_padding=" + text("output_padding");
    if (self.integer("groups") != 1) out += ", groups=" + text("groups");
    if (!self.parameter("bias").defined()) out += ", bias=False";
    const std::string* const mode = self.attribute("padding_mode").text();
    if (mode != nullptr && *mode != "zeros") out += ", padding_mode=" + *mode;
    return out;
}

void conv_reset_parameters(Module& self, Generator& generator) {
    const Tensor& weight = self.parameter("weight");
    const Tensor& bias = self.parameter("bias");
    // PyTorch leaves such a bias as the memory was.
    const bool feeds = init::fan_in(weight) != 0;
    init::linear_default_(weight, feeds ? bias : Tensor(), generator);
    if (!feeds && bias.defined()) init::uniform_(bias, 0, 0, generator);
}

void check_conv_attribute(const Module& self, std::string_view name, const Value& value) {
    const auto refuse_below = [&](int64_t least, std::string_view kind) {
        const std::size_t dims =
            static_cast<std::size_t>(self.attribute("kernel_size").sequence()
                                         ? self.attribute("kernel_size").sequence()->items.size()
                                         : 1);
        const Shape numbers = spatial(value, dims, {"conv2d", name, 4});
        if (std::any_of(numbers.begin(), numbers.end(), [&](int64_t n) { return n < least; })) {
            raise(ErrorKind::RuntimeError, "{} {} is not supported", kind, name);
        }
    };
    if (name == "stride" || name == "dilation") refuse_below(1, "non-positive");
    if (name == "padding" && value.text() == nullptr) refuse_below(0, "negative");
    if (name == "groups" && value.integer("groups") < 1) {
        raise(ErrorKind::RuntimeError, "non-positive groups is not supported");
    }
}

ModulePtr make_conv(const Behaviour& behaviour, std::size_t dims, bool transposed,
                    const ConvOptions& options, Generator& generator) {
    const Value kernel = spatial_tuple(options.kernel_size, dims);
    const Value stride = spatial_tuple(options.stride, dims);
    check_options(options);
    check_padding_words(options, stride);
    check_padding_mode(options.padding_mode);
    auto module = std::make_shared<Module>(behaviour);
    // Past the checks of an assignment: PyTorch's constructor takes what only a call refuses.
    const auto set = [&](std::string_view name, Value value) {
        module->attributes.set(name, std::move(value));
    };
    set("in_channels", options.in_channels);
    set("out_channels", options.out_channels);
    set("kernel_size", kernel);
    set("stride", stride);
    set("padding", options.padding.text() ? options.padding : spatial_tuple(options.padding, dims));
    set("dilation", spatial_tuple(options.dilation, dims));
    set("transposed", transposed);
    set("output_padding", spatial_tuple(options.output_padding, dims));
    set("groups", options.groups);
    set("padding_mode", options.padding_mode);
    module->register_parameter("weight", new_parameter(weight_sizes(options, transposed, kernel)));
    module->register_parameter("bias",
                               options.bias ? new_parameter({options.out_channels}) : Tensor());
    conv_reset_parameters(*module, generator);
    return module;
}

}  // namespace engine::nn
