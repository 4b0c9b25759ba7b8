#pragma once

#include "engine/base/generator.h"
#include "engine/data/dataset.h"

#include <cstdint>
#include <string>

namespace engine::data {

struct TextOptions {
    int64_t length = 16;       ///< letters of one sample
    int64_t tokens_below = 0;  ///< of the model's table; a letter's number is taken modulo this
    int64_t train = 512;
    int64_t validation = 256;
};

/// The longest sample that the text has room for.
inline constexpr int64_t kLongestText = 256;

/// A small text to learn by letters: inputs (N, length), and as targets (N, length) the letter that
/// follows each, both int64. Where a sample begins is drawn from `generator`, training first: the
/// numbers of text_source(), bit for bit.
/// throws  ValueError for a length or a count that cannot be
DatasetPtr text(Generator& generator, const TextOptions& options);

/// The same in PyTorch, for exports: lines that bind train_x, train_y, validation_x, validation_y.
std::string text_source(const TextOptions& options);

/// "Small text [16]"
std::string text_title(const TextOptions& options);

}  // namespace engine::data
