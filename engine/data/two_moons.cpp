#include "engine/data/two_moons.h"

#include "engine/base/error.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace engine::data {

namespace {

// label = 0, 1, 0, 1, ...    angle = pi u, u uniform in [0, 1)
//   upper  (cos angle, sin angle)    lower  (1 - cos angle, 1/2 - sin angle)
// plus noise times a normal number on each coordinate. The arcs are computed in double: rounded to
// float they are the same whichever library's cosine it was.
Split draw(Generator& generator, int64_t count, double noise) {
    const auto n = static_cast<size_t>(count);
    std::vector<double> uniform(n);
    generator.uniform(uniform);
    Split split{.inputs = Tensor::empty({count, 2}),
                .targets = Tensor::empty({count}, DType::Int64)};
    const auto points = split.inputs.mutable_span<float>();
    const auto labels = split.targets.mutable_span<int64_t>();
    generator.normal(points);
    const auto scale = static_cast<float>(noise);
    for (size_t i = 0; i < n; ++i) {
        const double angle = std::numbers::pi * uniform[i];
        const bool lower = i % 2 == 1;
        const double x = lower ? 1 - std::cos(angle) : std::cos(angle);
        const double y = lower ? 0.5 - std::sin(angle) : std::sin(angle);
        points[2 * i] = static_cast<float>(x) + scale * points[2 * i];
        points[2 * i + 1] = static_cast<float>(y) + scale * points[2 * i + 1];
        labels[i] = lower ? 1 : 0;
    }
    return split;
}

}  // namespace

DatasetPtr two_moons(Generator& generator, const TwoMoonsOptions& options) {
    if (options.train < 0 || options.validation < 0 || !(options.noise >= 0)) {
        raise(ErrorKind::ValueError,
              "two moons: expected counts and noise of at least 0, got train={}, validation={}, "
              "noise={}",
              options.train, options.validation, options.noise);
    }
    auto moons = std::make_shared<Dataset>();
    moons->id = "two_moons";
    moons->title = "Two moons";
    moons->class_names = {"upper", "lower"};
    moons->train = draw(generator, options.train, options.noise);
    moons->validation = draw(generator, options.validation, options.noise);
    moons->extent = fmt::format("{} points drawn for training, {} for validation",
                                grouped(options.train), grouped(options.validation));
    return moons;
}

std::string two_moons_source(const TwoMoonsOptions& options) {
    return fmt::format(R"(import math
import torch


def two_moons(n, noise):
    """Points on two half circles, upper and lower in turn, and the class of each."""
    angle = math.pi * torch.rand(n, dtype=torch.float64)
    label = torch.arange(n) % 2
    x = torch.where(label == 0, angle.cos(), 1 - angle.cos())
    y = torch.where(label == 0, angle.sin(), 0.5 - angle.sin())
    return torch.stack([x, y], 1).float() + noise * torch.randn(n, 2), label


train_x, train_y = two_moons({}, {})
validation_x, validation_y = two_moons({}, {})
)",
                       options.train, options.noise, options.validation, options.noise);
}

}  // namespace engine::data
