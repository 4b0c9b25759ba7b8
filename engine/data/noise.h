#pragma once

#include "engine/base/generator.h"
#include "engine/data/dataset.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engine::data {

/// What a model takes that no shipped data set fits.
struct NoiseOptions {
    std::vector<int64_t> sample_shape;  ///< without the batch axis: (3, 32, 32)
    int64_t tokens_below = 0;           ///< inputs are whole numbers 0 <= n < this; 0: floats
    int64_t classes = 2;
    int64_t train = 512;
    int64_t validation = 256;
};

/// Random inputs of a shape with random classes, for a model of which only the shape is known:
/// there is nothing to learn but by heart. Normal numbers, or tokens, from `generator`: inputs,
/// then classes, training first: the numbers of noise_source(), bit for bit. throws  ValueError for
/// a shape, a count or a number of classes that cannot be, and for more than
///         2^28 numbers
DatasetPtr noise(Generator& generator, const NoiseOptions& options);

/// The same in PyTorch, for exports: lines that bind train_x, train_y, validation_x, validation_y.
std::string noise_source(const NoiseOptions& options);

/// "Noise [3, 32, 32]", "Random tokens [16]"
std::string noise_title(const NoiseOptions& options);

}  // namespace engine::data
