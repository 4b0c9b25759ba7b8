#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct EmbeddingBagOptions {
    int64_t num_embeddings;
    int64_t embedding_dim;
    Value max_norm{};
    Value norm_type = 2.0;
    Value scale_grad_by_freq = false;
    std::string mode = "mean";  ///< or "sum", "max"
    Value sparse = false;
    Tensor weight{};  ///< taken as it is; undefined: drawn
    Value include_last_offset = false;
    Value padding_idx{};  ///< None, or a row that no bag counts
};

/// forward(input, offsets=None, per_sample_weights=None): the sum, mean or largest of the rows that
/// each bag names. input (bags, n), or (n) with the offsets (bags) where bags begin.
///
/// draws   weight N(0, 1)
ModulePtr EmbeddingBag(const EmbeddingBagOptions& options, Generator& generator);

namespace functional {

struct EmbeddingBagArguments {
    const Value& offsets;
    const Value& max_norm;
    const Value& norm_type;
    const Value& scale_grad_by_freq;
    const Value& mode;
    const Value& sparse;
    const Value& per_sample_weights;
    const Value& include_last_offset;
    const Value& padding_idx;
};
/// throws  ValueError "offsets has to be a 1D Tensor but got None", ...
Tensor embedding_bag(const Tensor& input, const Tensor& weight,
                     const EmbeddingBagArguments& arguments);

}  // namespace functional

}  // namespace engine::nn
