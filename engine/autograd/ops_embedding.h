#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

struct EmbeddingOptions {
    int64_t padding_idx = -1;  ///< a row that gets no gradient; -1: none
    bool scale_grad_by_freq = false;
};

/// y = weight[indices]: weight (rows, width), indices of any shape, y (*indices, width).
/// throws  IndexError "index out of range in self", RuntimeError "'weight' must be 2-D", "Expected
///         tensor for argument #1 'indices' to have one of the following scalar types: Long, Int;
///         but got torch.FloatTensor instead (while checking arguments for embedding)"
Tensor embedding(const Tensor& weight, const Tensor& indices, const EmbeddingOptions& options = {});

/// In place, without history: the rows that are named, scaled to the norm max_norm if it is larger.
void embedding_renorm_(const Tensor& weight, const Tensor& indices, double max_norm,
                       double norm_type = 2);

}  // namespace engine
