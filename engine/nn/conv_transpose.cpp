#include "engine/base/error.h"
#include "engine/nn/conv.h"
#include "engine/nn/conv_base.h"
#include "engine/nn/functional_conv.h"
#include "engine/nn/spatial.h"

namespace engine::nn {

namespace {

// The rows to add at the end so that y has the size asked for.
Value output_padding_for(const Module& self, const Tensor& x, const Value& output_size,
                         std::size_t dims) {
    if (output_size.is_none()) return self.attribute("output_padding");
    const auto numbers = [&](std::string_view name) {
        return spatial(self.attribute(name), dims, {"conv_transpose", name, 1});
    };
    const std::size_t others = x.sizes().size() == dims + 2 ? 2 : 1;
    const Shape given = spatial(output_size, 1, {"conv_transpose", "output_size", 2});
    const Sequence* const sequence = output_size.sequence();
    if (sequence == nullptr) {
        raise(ErrorKind::TypeError, "object of type 'int' has no len()");
    }
    const bool whole = given.size() == others + dims;
    if (!whole && given.size() != dims) {
        raise(ErrorKind::ValueError,
              "ConvTranspose{}D: for {}D input, output_size must have {} or {} elements (got {})",
              dims, x.dim(), dims, others + dims, given.size());
    }
    const Shape stride = numbers("stride"), padding = numbers("padding"),
                dilation = numbers("dilation"), kernel = numbers("kernel_size");
    std::vector<Value> asked, least, most, added;
    bool fits = true;
    for (std::size_t d = 0; d < dims; ++d) {
        const int64_t size = given[d + (whole ? others : 0)];
        const int64_t smallest = (x.size(static_cast<int64_t>(d + others)) - 1) * stride[d] -
                                 2 * padding[d] + dilation[d] * (kernel[d] - 1) + 1;
        asked.emplace_back(size);
        least.emplace_back(smallest);
        most.emplace_back(smallest + stride[d] - 1);
        added.emplace_back(size - smallest);
        fits = fits && size >= smallest && size <= smallest + stride[d] - 1;
    }
    if (fits) return Value::list(std::move(added));
    // A slice of torch.Size is torch.Size, one of a list a list.
    Value shown = Value::list(std::move(asked));
    if (whole) {
        shown = sequence->tuple_class == TupleClass::Size ? Value::size(given) : shown;
    }
    const Shape sizes(std::span<const int64_t>(x.sizes()).subspan(2));
    raise(ErrorKind::ValueError,
          "requested an output size of {}, but valid sizes range from {} to {} (for an input of "
          "{})",
          whole ? shown.repr() : output_size.repr(), Value::list(std::move(least)).repr(),
          Value::list(std::move(most)).repr(), sizes.torch_str());
}

template <int dims>
Value forward(Module& self, const Args& args) {
    const Tensor& x = args.tensor();
    return functional::conv_transpose(dims, x, self.parameter("weight"), self.parameter("bias"),
                                      {.stride = self.attribute("stride"),
                                       .padding = self.attribute("padding"),
                                       .dilation = self.attribute("dilation"),
                                       .groups = self.integer("groups")},
                                      output_padding_for(self, x, args[1], dims));
}

constexpr OptionalArgument kOutputSize[] = {{"output_size"}};

constexpr Behaviour behaviour(std::string_view class_name,
                              Value (*run)(Module& self, const Args& args)) {
    return {.class_name = class_name,
            .python_module = "torch.nn.modules.conv",
            .forward = run,
            .extra_repr = conv_extra_repr,
            .reset_parameters = conv_reset_parameters,
            .check_attribute = check_conv_attribute,
            .formula = "y[o] = b[o] + Σ W[c, o] ⋆ᵀ x[c]",
            .optional_arguments = kOutputSize};
}

constexpr Behaviour kConvTranspose1d = behaviour("ConvTranspose1d", forward<1>);
constexpr Behaviour kConvTranspose2d = behaviour("ConvTranspose2d", forward<2>);
constexpr Behaviour kConvTranspose3d = behaviour("ConvTranspose3d", forward<3>);

ModulePtr make(const Behaviour& behaviour, std::size_t dims, const ConvOptions& options,
               Generator& generator) {
    if (options.padding_mode != "zeros") {
        raise(ErrorKind::ValueError, "Only \"zeros\" padding mode is supported for {}",
              behaviour.class_name);
    }
    return make_conv(behaviour, dims, true, options, generator);
}

}  // namespace

ModulePtr ConvTranspose1d(const ConvOptions& options, Generator& generator) {
    return make(kConvTranspose1d, 1, options, generator);
}

ModulePtr ConvTranspose2d(const ConvOptions& options, Generator& generator) {
    return make(kConvTranspose2d, 2, options, generator);
}

ModulePtr ConvTranspose3d(const ConvOptions& options, Generator& generator) {
    return make(kConvTranspose3d, 3, options, generator);
}

}  // namespace engine::nn
