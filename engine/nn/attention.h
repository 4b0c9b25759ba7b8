#pragma once

#include "engine/nn/context.h"

#include <optional>

/// Attention as functions: what nn.MultiheadAttention computes, and F.scaled_dot_product_attention.
namespace engine::nn {

/// The arguments of F.multi_head_attention_forward under its own names; undefined tensors are None.
struct MultiHeadAttention {
    Tensor query;  ///< (L, N, E), or (L, E)
    Tensor key;    ///< (S, N, kdim), or (S, kdim)
    Tensor value;  ///< (S, N, vdim), or (S, vdim)
    int64_t embed_dim = 0;
    int64_t num_heads = 1;
    Tensor in_proj_weight{};  ///< (3 E, E), rows for q, k and v
    Tensor in_proj_bias{};    ///< (3 E)
    Tensor bias_k{};          ///< (1, 1, E): one more key
    Tensor bias_v{};          ///< and its value
    bool add_zero_attn = false;
    double dropout_p = 0;
    Tensor out_proj_weight{};
    Tensor out_proj_bias{};
    bool training = true;
    Tensor key_padding_mask{};  ///< (N, S) or (S): True is ignored, floats are added
    bool need_weights = true;
    Tensor attn_mask{};  ///< (L, S) or (N · heads, L, S): True is not allowed, floats are added
    bool use_separate_proj_weight = false;
    Tensor q_proj_weight{};  ///< (E, E)
    Tensor k_proj_weight{};  ///< (E, kdim)
    Tensor v_proj_weight{};  ///< (E, vdim)
    Tensor static_k{};       ///< (N · heads, S, E / heads): instead of the projected ones
    Tensor static_v{};
    bool average_attn_weights = true;
};

struct AttentionResult {
    Tensor output;   ///< (L, N, E), or (L, E)
    Tensor weights;  ///< (N, L, S), with `heads` behind N if not averaged; undefined if not needed
};

/// A = dropout(softmax(q kᵀ / √D + masks)) of every head, output = concat(A v) W_oᵀ + b_o. The
/// dropout draws for (N · heads, L, S); the weights are the dropped ones. `effect`, if given, is
/// told what it did.
/// throws  AssertionError and RuntimeError for sizes and masks that do not fit, in PyTorch's words
AttentionResult multi_head_attention(const MultiHeadAttention& given, CallContext& context,
                                     ModeEffect* effect);

/// throws  AssertionError "only bool and floating types of key_padding_mask are supported"
void check_key_padding_mask(const Tensor& mask);

/// A = dropout(softmax(q kᵀ · scale + mask)), A v over the last two dimensions. A Boolean mask says
/// what takes part (True), other than everywhere else; `scale` empty is 1 / √E.
/// throws  RuntimeError for both a mask and is_causal
Tensor scaled_dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                                    const Tensor& attn_mask, double dropout_p, bool is_causal,
                                    std::optional<double> scale, CallContext& context,
                                    ModeEffect* effect);

}  // namespace engine::nn
