#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

struct EmbeddingBagOptions {
    enum class Mode { Sum, Mean, Max };
    Mode mode = Mode::Mean;
    int64_t padding_idx = -1;  ///< a row that no bag counts; -1: none
    bool scale_grad_by_freq = false;
    bool include_last_offset = false;  ///< the last offset is where the last bag ends
};

/// y[b] = the sum, mean or largest of the rows of weight (rows, width) that bag b names: indices
/// from offsets[b] up to the next offset. `per_sample_weights` (one an index, or undefined) scales
/// the rows of a sum.
/// throws  RuntimeError in PyTorch's words
Tensor embedding_bag(const Tensor& weight, const Tensor& indices, const Tensor& offsets,
                     const Tensor& per_sample_weights, const EmbeddingBagOptions& options);

}  // namespace engine
