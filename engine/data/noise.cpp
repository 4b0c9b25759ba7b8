#include "engine/data/noise.h"

#include "engine/base/error.h"
#include "engine/data/sizes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

namespace engine::data {

namespace {

constexpr int64_t kMostClasses = 100'000;

void check(const NoiseOptions& options) {
    const int64_t samples = options.train + options.validation;
    const bool counts = options.train >= 0 && options.validation >= 0 &&
                        options.tokens_below >= 0 && options.classes >= 1 &&
                        options.classes <= kMostClasses;
    if (counts && fits(options.sample_shape, samples)) return;
    raise(ErrorKind::ValueError,
          "noise: expected a shape of positive sizes, up to {} classes and at most {} numbers, got "
          "[{}] of {} samples in {} classes",
          kMostClasses, kMostNumbers, fmt::join(options.sample_shape, ", "), samples,
          options.classes);
}

void draw_integers(Generator& generator, const Tensor& into, int64_t below) {
    generator.randint(into.mutable_span<int64_t>(), 0, below);
}

Split draw(Generator& generator, const NoiseOptions& options, int64_t count) {
    std::vector<int64_t> sizes{count};
    sizes.insert(sizes.end(), options.sample_shape.begin(), options.sample_shape.end());
    const bool tokens = options.tokens_below > 0;
    Split split{.inputs = Tensor::empty(Shape(std::span<const int64_t>(sizes)),
                                        tokens ? DType::Int64 : DType::Float32),
                .targets = Tensor::empty({count}, DType::Int64)};
    if (tokens) {
        draw_integers(generator, split.inputs, options.tokens_below);
    } else {
        generator.normal(split.inputs.mutable_span<float>());
    }
    draw_integers(generator, split.targets, options.classes);
    return split;
}

std::string python_size(int64_t count, const std::vector<int64_t>& shape) {
    std::string size = std::to_string(count);
    for (const int64_t each : shape) size += ", " + std::to_string(each);
    return size;
}

}  // namespace

DatasetPtr noise(Generator& generator, const NoiseOptions& options) {
    check(options);
    auto made = std::make_shared<Dataset>();
    made->id = "noise";
    made->title = noise_title(options);
    for (int64_t i = 0; i < options.classes; ++i) made->class_names.push_back(std::to_string(i));
    made->train = draw(generator, options, options.train);
    made->validation = draw(generator, options, options.validation);
    made->extent = fmt::format("{} random samples of [{}] for training, {} for validation",
                               grouped(options.train), fmt::join(options.sample_shape, ", "),
                               grouped(options.validation));
    return made;
}

std::string noise_source(const NoiseOptions& options) {
    const auto inputs = [&](int64_t count) {
        const std::string size = python_size(count, options.sample_shape);
        return options.tokens_below > 0
                   ? fmt::format("torch.randint(0, {}, ({},))", options.tokens_below, size)
                   : fmt::format("torch.randn({})", size);
    };
    const auto classes = [&](int64_t count) {
        return fmt::format("torch.randint(0, {}, ({},))", options.classes, count);
    };
    return fmt::format(
        "import torch\n\n"
        "train_x = {}\ntrain_y = {}\nvalidation_x = {}\nvalidation_y = {}\n",
        inputs(options.train), classes(options.train), inputs(options.validation),
        classes(options.validation));
}

std::string noise_title(const NoiseOptions& options) {
    return fmt::format("{} [{}]", options.tokens_below > 0 ? "Random tokens" : "Noise",
                       fmt::join(options.sample_shape, ", "));
}

}  // namespace engine::data
