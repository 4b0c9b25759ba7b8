#pragma once

#include "engine/base/generator.h"
#include "engine/data/dataset.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engine::data {

struct SineOptions {
    std::vector<int64_t> sample_shape;  ///< without the batch axis: (1)
    std::vector<int64_t> target_shape;  ///< without the batch axis: (1); empty: a number a sample
    int64_t train = 512;
    int64_t validation = 256;
};

/// Something to fit by regression, for models of any width: normal numbers as inputs, and as
/// targets y_j = sin(2 x_0 + j) + noise of 0.1, where x_0 is a sample's first number and j counts
/// its targets. Both float32, drawn from `generator`, training first: the numbers of sine_source(),
/// bit for bit.
/// throws  ValueError for a shape or a count that cannot be, and for more than 2^28 numbers
DatasetPtr sine(Generator& generator, const SineOptions& options);

/// The same in PyTorch, for exports: lines that bind train_x, train_y, validation_x, validation_y.
std::string sine_source(const SineOptions& options);

/// "Noisy sine", "Noisy sine of [13]"
std::string sine_title(const SineOptions& options);

}  // namespace engine::data
