#include "engine/data/sine.h"

#include "engine/base/error.h"
#include "engine/data/sizes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <cstddef>
#include <span>

namespace engine::data {

namespace {

constexpr float kNoise = 0.1F;  // standard deviation; the curve is 2 high

Tensor empty(int64_t count, const std::vector<int64_t>& shape) {
    std::vector<int64_t> sizes{count};
    sizes.insert(sizes.end(), shape.begin(), shape.end());
    return Tensor::empty(Shape(std::span<const int64_t>(sizes)));
}

// The sine is computed in double: rounded to float it is the same whichever library's it was.
Split draw(Generator& generator, const SineOptions& options, int64_t count) {
    Split split{.inputs = empty(count, options.sample_shape),
                .targets = empty(count, options.target_shape)};
    const auto inputs = split.inputs.mutable_span<float>();
    const auto targets = split.targets.mutable_span<float>();
    generator.normal(inputs);
    generator.normal(targets);
    if (count == 0) return split;
    const auto n = static_cast<std::size_t>(count);
    const std::size_t width = inputs.size() / n, answers = targets.size() / n;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const double angle =
            2 * double{inputs[i / answers * width]} + static_cast<double>(i % answers);
        targets[i] = static_cast<float>(std::sin(angle)) + kNoise * targets[i];
    }
    return split;
}

}  // namespace

DatasetPtr sine(Generator& generator, const SineOptions& options) {
    const int64_t samples = options.train + options.validation;
    if (options.train < 0 || options.validation < 0 || !fits(options.sample_shape, samples) ||
        !fits(options.target_shape, samples)) {
        raise(ErrorKind::ValueError,
              "noisy sine: expected shapes of positive sizes and at most {} numbers, got [{}] and "
              "[{}] of {} samples",
              kMostNumbers, fmt::join(options.sample_shape, ", "),
              fmt::join(options.target_shape, ", "), samples);
    }
    auto made = std::make_shared<Dataset>();
    made->id = "sine";
    made->title = sine_title(options);
    made->train = draw(generator, options, options.train);
    made->validation = draw(generator, options, options.validation);
    made->extent = fmt::format(
        "{} samples of [{}] for training, {} for validation; the target is the sine of the first "
        "number, with noise",
        grouped(options.train), fmt::join(options.sample_shape, ", "), grouped(options.validation));
    return made;
}

std::string sine_source(const SineOptions& options) {
    const auto size = [](const std::vector<int64_t>& shape) {
        std::string text = "n";
        for (const int64_t each : shape) text += fmt::format(", {}", each);
        return text;
    };
    int64_t answers = 1;
    for (const int64_t each : options.target_shape) answers *= each;
    return fmt::format(
        R"(import torch


def sine(n):
    """Normal numbers, and the sine of each sample's first, with noise; one turn later a target."""
    x, noise = torch.randn({0}), torch.randn({1})
    angle = 2 * x.reshape(n, -1)[:, :1].double() + torch.arange({2})
    return x, torch.sin(angle).float().reshape({1}) + 0.1 * noise


train_x, train_y = sine({3})
validation_x, validation_y = sine({4})
)",
        size(options.sample_shape), size(options.target_shape), answers, options.train,
        options.validation);
}

std::string sine_title(const SineOptions& options) {
    if (options.sample_shape == std::vector<int64_t>{1}) return "Noisy sine";
    return fmt::format("Noisy sine of [{}]", fmt::join(options.sample_shape, ", "));
}

}  // namespace engine::data
