#pragma once

#include "engine/nn/module.h"
#include "engine/session/opening_view.h"

#include <cstdint>
#include <vector>

namespace engine::session {

/// What one sample of a model's input may look like.
struct SampleShape {
    std::vector<int64_t> sizes;  ///< without the batch axis
    int64_t tokens_below = 0;    ///< whole numbers below this; 0: floats
    friend bool operator==(const SampleShape&, const SampleShape&) = default;
};

/// Shapes worth trying, the likeliest first: what the file's header says, what the file tries
/// its model with, what the first layer
/// that minds the width of its input takes (Conv, Linear, Embedding, LSTM, ...), in common sizes.
std::vector<SampleShape> guess_inputs(nn::Module& model, const ModelSource& source);

}  // namespace engine::session
