#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct EmbeddingOptions {
    int64_t num_embeddings;
    int64_t embedding_dim;
    Value padding_idx{};  ///< None, or a row that starts as 0 and gets no gradient
    Value max_norm{};     ///< None, or what rows are scaled down to, in place, when they are read
    Value norm_type = 2.0;
    Value scale_grad_by_freq = false;  ///< divides a row's gradient by how often it was read
    Value sparse = false;              ///< printed; gradients are dense
    Tensor weight{};                   ///< taken as it is; undefined: drawn
};

/// y = weight[input]: input int64 of any shape, weight (num_embeddings, embedding_dim)
///
/// draws   weight N(0, 1)
/// throws  AssertionError "Padding_idx must be within num_embeddings", IndexError "index out of
///         range in self"
ModulePtr Embedding(const EmbeddingOptions& options, Generator& generator);

namespace functional {

struct EmbeddingArguments {
    const Value& padding_idx;
    const Value& max_norm;
    const Value& norm_type;
    const Value& scale_grad_by_freq;
};
Tensor embedding(const Value& input, const Tensor& weight, const EmbeddingArguments& arguments);

}  // namespace functional

}  // namespace engine::nn
