#pragma once

#include "engine/base/generator.h"
#include "engine/data/dataset.h"

#include <cstdint>
#include <string>

namespace engine::data {

struct TwoMoonsOptions {
    int64_t train = 1000;
    int64_t validation = 1000;
    /// Standard deviation around the arcs, whose radius is 1. At 0.2 the classes overlap a little:
    /// a small MLP reaches 0.95 to 0.975 on the validation points.
    double noise = 0.2;
};

/// Two half circles that reach into each other, in the plane: inputs (N, 2), classes 0 (upper) and
/// 1 (lower) in turn. Drawn from `generator`, train first: the numbers of two_moons_source(), bit
/// for bit.
/// throws  ValueError for a negative count or noise
DatasetPtr two_moons(Generator& generator, const TwoMoonsOptions& options = {});

/// The same in PyTorch, for exports: lines that bind train_x, train_y, validation_x, validation_y.
std::string two_moons_source(const TwoMoonsOptions& options = {});

}  // namespace engine::data
