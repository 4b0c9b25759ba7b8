#include "engine/nn/fractional_pooling.h"

#include "engine/autograd/ops_fractional_pool.h"
#include "engine/base/error.h"
#include "engine/base/generator.h"
#include "engine/nn/loss.h"
#include "engine/nn/spatial.h"

#include <algorithm>

namespace engine::nn {

namespace {

template <int dims>
Value forward(Module& self, const Args& args) {
    const Tensor& samples = self.buffer("_random_samples");
    return fractional_max_pool(dims, args.tensor(),
                               {.kernel_size = self.attribute("kernel_size"),
                                .output_size = self.attribute("output_size"),
                                .output_ratio = self.attribute("output_ratio"),
                                .return_indices = self.flag("return_indices"),
                                .random_samples = samples.defined() ? Value(samples) : Value()},
                               args.context().generator);
}

template <int dims>
constexpr Behaviour behaviour(std::string_view class_name) {
    return {.class_name = class_name,
            .python_module = "torch.nn.modules.pooling",
            .forward = forward<dims>,
            .formula = "y = max of each window of x; windows stand at random places"};
}

constexpr Behaviour kFractionalMaxPool2d = behaviour<2>("FractionalMaxPool2d");
constexpr Behaviour kFractionalMaxPool3d = behaviour<3>("FractionalMaxPool3d");

ModulePtr make(const Behaviour& kind, std::size_t dims, const FractionalPoolOptions& options) {
    auto module = std::make_shared<Module>(kind);
    const auto kept = [&](const Value& value) {
        return value.is_none() ? Value() : spatial_tuple(value, dims);
    };
    module->set_attribute("kernel_size", spatial_tuple(options.kernel_size, dims));
    module->set_attribute("return_indices", options.return_indices);
    hold_weight(*module, "_random_samples", options.random_samples);
    module->set_attribute("output_size", kept(options.output_size));
    const Value ratio = kept(options.output_ratio);
    module->set_attribute("output_ratio", ratio);
    if (options.output_size.is_none() && ratio.is_none()) {
        raise(ErrorKind::ValueError,
              "{} requires specifying either an output size, or a pooling ratio", kind.class_name);
    }
    if (!options.output_size.is_none() && !ratio.is_none()) {
        raise(ErrorKind::ValueError, "only one of output_size and output_ratio may be specified");
    }
    if (ratio.is_none()) return module;
    const auto& parts = ratio.sequence()->items;
    const bool between =
        parts.size() >= dims && std::all_of(parts.begin(), parts.end(), [](const Value& part) {
            return part.is_number() && part.number() > 0 && part.number() < 1;
        });
    if (!between) {
        raise(ErrorKind::ValueError, "output_ratio must be between 0 and 1 (got {})",
              options.output_ratio.repr());
    }
    return module;
}

Shape output_of(int dims, const Tensor& x, const FractionalPoolOptions& options,
                std::string_view function) {
    const auto count = static_cast<std::size_t>(dims);
    if (!options.output_size.is_none()) {
        return spatial(options.output_size, count, {function, "output_size", 3});
    }
    if (options.output_ratio.is_none()) {
        raise(ErrorKind::ValueError,
              "{} requires specifying either an output_size or an output_ratio", function);
    }
    const Value ratio = spatial_tuple(options.output_ratio, count);
    const auto& parts = ratio.sequence()->items;
    if (parts.size() < count) raise(ErrorKind::IndexError, "tuple index out of range");
    Shape sizes;
    for (int64_t d = 0; d < dims; ++d) {
        sizes.push_back(static_cast<int64_t>(static_cast<double>(x.size(d - dims)) *
                                             parts[static_cast<std::size_t>(d)].number()));
    }
    return sizes;
}

}  // namespace

ModulePtr FractionalMaxPool2d(const FractionalPoolOptions& options) {
    return make(kFractionalMaxPool2d, 2, options);
}

ModulePtr FractionalMaxPool3d(const FractionalPoolOptions& options) {
    return make(kFractionalMaxPool3d, 3, options);
}

Value fractional_max_pool(int dims, const Tensor& x, const FractionalPoolOptions& options,
                          Generator& generator) {
    const std::string function = fmt::format("fractional_max_pool{}d", dims);
    const Shape output = output_of(dims, x, options, function);
    Tensor samples;
    if (options.random_samples.is_none()) {
        const int64_t channels = x.size(-dims - 1);
        samples = Tensor::empty({x.dim() == dims + 1 ? 1 : x.size(0), channels, dims}, x.dtype());
        dispatch_floating(x.dtype(), "check_uniform_bounds",
                          [&]<class T>() { generator.uniform(samples.mutable_span<T>()); });
    } else {
        samples = options.random_samples.tensor("_random_samples");
    }
    const Shape kernel =
        spatial(options.kernel_size, static_cast<std::size_t>(dims), {function, "kernel_size", 2});
    Tensor indices;
    Tensor y = engine::fractional_max_pool(dims, x, kernel, output, samples,
                                           options.return_indices ? &indices : nullptr);
    if (!options.return_indices) return y;
    return Value::tuple({std::move(y), std::move(indices)});
}

}  // namespace engine::nn
