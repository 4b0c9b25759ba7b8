#pragma once

#include "engine/nn/module.h"

#include <optional>

namespace engine::nn {

struct MultiheadAttentionOptions {
    int64_t embed_dim = 0;
    int64_t num_heads = 0;
    Value dropout = 0.0;  ///< p of dropping attention weights, in train
    bool bias = true;
    bool add_bias_kv = false;
    Value add_zero_attn = false;
    std::optional<int64_t> kdim{};
    std::optional<int64_t> vdim{};
    Value batch_first = false;
};

/// Attention with several heads: forward(query, key, value, key_padding_mask=None,
/// need_weights=True, attn_mask=None, average_attn_weights=True) gives (output, weights). Formulas
/// and masks stand at multi_head_attention().
///
/// train   drops attention weights, (N · heads, L, S) of them
/// eval    drops none
/// draws   out_proj, then the projections (Xavier), then bias_k and bias_v
/// throws  AssertionError "embed_dim must be divisible by num_heads"
ModulePtr MultiheadAttention(MultiheadAttentionOptions options, Generator& generator);

}  // namespace engine::nn
