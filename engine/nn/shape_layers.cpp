#include "engine/nn/shape_layers.h"

#include "engine/autograd/ops_shape.h"
#include "engine/autograd/ops_shuffle.h"
#include "engine/autograd/ops_unfold.h"
#include "engine/base/error.h"
#include "engine/nn/spatial.h"

namespace engine::nn {

namespace {

std::string text(const Module& self, std::string_view name) {
    return self.attribute(name).repr();
}

/// The whole number that PyTorch's function takes second.
int64_t whole(const Module& self, std::string_view name, std::string_view function) {
    const Value& value = self.attribute(name);
    if (value.is_number() && !std::holds_alternative<double>(value.data())) return value.integer();
    raise(ErrorKind::TypeError, "{}(): argument '{}' (position 2) must be int, not {}", function,
          name, value.type_name());
}

// --- Unflatten

constexpr Behaviour kUnflatten{
    .class_name = "Unflatten",
    .python_module = "torch.nn.modules.flatten",
    .forward = [](Module& self, const Args& args) -> Value {
        return unflatten(
            args.tensor(), self.integer("dim"),
            spatial(self.attribute("unflattened_size"), 1, {"unflatten", "unflattened_size", 2}));
    },
    .extra_repr =
        [](const Module& self) {
            return fmt::format("dim={}, unflattened_size={}", text(self, "dim"),
                               text(self, "unflattened_size"));
        },
    .formula = "y = x, one dimension as several",
};

void check_ints(const Value& sizes) {
    const Sequence* const sequence = sizes.sequence();
    if (sequence == nullptr) {
        raise(ErrorKind::TypeError, "unflattened_size must be a tuple of ints, but found type {}",
              sizes.type_name());
    }
    for (std::size_t i = 0; i < sequence->items.size(); ++i) {
        const Value& item = sequence->items[i];
        if (item.is_number() && !std::holds_alternative<double>(item.data())) continue;
        raise(ErrorKind::TypeError,
              "unflattened_size must be tuple of ints, but found element of type {} at pos {}",
              item.type_name(), i);
    }
}

void check_named(const Value& sizes) {
    const Sequence* const sequence = sizes.sequence();
    if (sequence == nullptr) {
        raise(ErrorKind::TypeError, "unflattened_size must be a tuple of tuples, but found type {}",
              sizes.type_name());
    }
    for (std::size_t i = 0; i < sequence->items.size(); ++i) {
        if (sequence->items[i].sequence() != nullptr) continue;
        raise(ErrorKind::TypeError,
              "unflattened_size must be tuple of tuples, but found element of type {} at pos {}",
              sequence->items[i].type_name(), i);
    }
    raise(ErrorKind::NotImplementedError,
          "named dimensions are outside the PyTorch subset that Modescope runs");
}

// --- Shuffles

template <class Function>
constexpr Behaviour shuffle(std::string_view class_name, std::string_view formula, Function) {
    return {.class_name = class_name,
            .forward = [](Module& self, const Args& args) -> Value {
                return Function{}.run(args.tensor(),
                                      whole(self, Function::kName, Function::kFunction));
            },
            .extra_repr =
                [](const Module& self) {
                    return fmt::format("{}={}", Function::kName, text(self, Function::kName));
                },
            .formula = formula};
}

struct Shuffle {
    static constexpr std::string_view kName = "upscale_factor", kFunction = "pixel_shuffle";
    static Tensor run(const Tensor& x, int64_t r) { return pixel_shuffle(x, r); }
};
struct Unshuffle {
    static constexpr std::string_view kName = "downscale_factor", kFunction = "pixel_unshuffle";
    static Tensor run(const Tensor& x, int64_t r) { return pixel_unshuffle(x, r); }
};
struct Channels {
    static constexpr std::string_view kName = "groups", kFunction = "channel_shuffle";
    static Tensor run(const Tensor& x, int64_t groups) { return channel_shuffle(x, groups); }
};
constexpr Behaviour kPixelShuffle =
    shuffle("PixelShuffle", "y[c, h r + i, w r + j] = x[c r² + i r + j, h, w]", Shuffle{});
constexpr Behaviour kPixelUnshuffle =
    shuffle("PixelUnshuffle", "y[c r² + i r + j, h, w] = x[c, h r + i, w r + j]", Unshuffle{});
constexpr Behaviour kChannelShuffle =
    shuffle("ChannelShuffle", "y = channels of x, rows read by columns", Channels{});

ModulePtr make_shuffle(const Behaviour& behaviour, std::string_view name, Value value) {
    auto module = std::make_shared<Module>(behaviour);
    module->set_attribute(name, std::move(value));
    return module;
}

// --- Windows

functional::UnfoldArguments arguments_of(const Module& self) {
    return {.kernel_size = self.attribute("kernel_size"),
            .dilation = self.attribute("dilation"),
            .padding = self.attribute("padding"),
            .stride = self.attribute("stride")};
}

std::string window_repr(const Module& self) {
    return fmt::format("kernel_size={}, dilation={}, padding={}, stride={}",
                       text(self, "kernel_size"), text(self, "dilation"), text(self, "padding"),
                       text(self, "stride"));
}

constexpr Behaviour kUnfold{
    .class_name = "Unfold",
    .python_module = "torch.nn.modules.fold",
    .forward = [](Module& self, const Args& args) -> Value {
        return functional::unfold(args.tensor(), arguments_of(self));
    },
    .extra_repr = window_repr,
    .formula = "y = windows of x as columns",
};

constexpr Behaviour kFold{
    .class_name = "Fold",
    .python_module = "torch.nn.modules.fold",
    .forward = [](Module& self, const Args& args) -> Value {
        return functional::fold(args.tensor(), self.attribute("output_size"), arguments_of(self));
    },
    .extra_repr =
        [](const Module& self) {
            return fmt::format("output_size={}, {}", text(self, "output_size"), window_repr(self));
        },
    .formula = "y = columns of x added up as windows",
};

ModulePtr make_windows(const Behaviour& behaviour, const UnfoldOptions& options) {
    auto module = std::make_shared<Module>(behaviour);
    if (!options.output_size.is_none()) module->set_attribute("output_size", options.output_size);
    module->set_attribute("kernel_size", options.kernel_size);
    module->set_attribute("dilation", options.dilation);
    module->set_attribute("padding", options.padding);
    module->set_attribute("stride", options.stride);
    return module;
}

engine::UnfoldOptions numbers(const functional::UnfoldArguments& a, std::string_view function) {
    return {.kernel = spatial(a.kernel_size, 2, {function, "kernel_size", 2}),
            .dilation = spatial(a.dilation, 2, {function, "dilation", 3}),
            .padding = spatial(a.padding, 2, {function, "padding", 4}),
            .stride = spatial(a.stride, 2, {function, "stride", 5})};
}

}  // namespace

ModulePtr Unflatten(const Value& dim, const Value& unflattened_size) {
    if (std::holds_alternative<int64_t>(dim.data()) || std::holds_alternative<bool>(dim.data())) {
        check_ints(unflattened_size);
    } else if (dim.text() != nullptr) {
        check_named(unflattened_size);
    } else {
        raise(ErrorKind::TypeError, "invalid argument type for dim parameter");
    }
    auto module = std::make_shared<Module>(kUnflatten);
    module->set_attribute("dim", dim);
    module->set_attribute("unflattened_size", unflattened_size);
    return module;
}

ModulePtr PixelShuffle(Value upscale_factor) {
    return make_shuffle(kPixelShuffle, Shuffle::kName, std::move(upscale_factor));
}

ModulePtr PixelUnshuffle(Value downscale_factor) {
    return make_shuffle(kPixelUnshuffle, Unshuffle::kName, std::move(downscale_factor));
}

ModulePtr ChannelShuffle(Value groups) {
    return make_shuffle(kChannelShuffle, Channels::kName, std::move(groups));
}

ModulePtr Unfold(const UnfoldOptions& options) {
    return make_windows(kUnfold, options);
}

ModulePtr Fold(const UnfoldOptions& options) {
    return make_windows(kFold, options);
}

namespace functional {

Tensor unfold(const Tensor& x, const UnfoldArguments& arguments) {
    return im2col(x, numbers(arguments, "im2col"));
}

Tensor fold(const Tensor& x, const Value& output_size, const UnfoldArguments& arguments) {
    return col2im(x, spatial(output_size, 2, {"col2im", "output_size", 2}),
                  numbers(arguments, "col2im"));
}

}  // namespace functional

}  // namespace engine::nn
