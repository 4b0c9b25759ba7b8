#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct TransformerLayerOptions {
    int64_t d_model = 0;
    int64_t nhead = 0;
    int64_t dim_feedforward = 2048;
    Value dropout = 0.1;
    Value activation = "relu";  ///< "relu", "gelu", a module, or a function of the script
    double layer_norm_eps = 1e-5;
    Value batch_first = false;
    Value norm_first = false;
};

/// Self-attention, then two linear layers, each with a shortcut and a norm: forward(src,
/// src_mask=None, src_key_padding_mask=None).
///
///     x = norm1(x + drop1(attention(x)))      norm_first: x = x + drop1(attention(norm1(x)))
///     x = norm2(x + drop2(W2 drop(f(W1 x))))              x = x + drop2(W2 drop(f(W1 norm2(x))))
///
/// throws  RuntimeError "activation should be relu/gelu, not foo"
ModulePtr TransformerEncoderLayer(TransformerLayerOptions options, Generator& generator);

/// The same with attention to a memory in the middle (multihead_attn, dropout2, norm2; the linear
/// layers have dropout3 and norm3): forward(tgt, memory, tgt_mask=None, memory_mask=None,
/// tgt_key_padding_mask=None, memory_key_padding_mask=None).
ModulePtr TransformerDecoderLayer(TransformerLayerOptions options, Generator& generator);

}  // namespace engine::nn
