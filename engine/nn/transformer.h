#pragma once

#include "engine/nn/transformer_layer.h"

namespace engine::nn {

/// `num_layers` deep copies of a layer, which so begin with one and the same weights, and a norm
/// (null: none) behind them: forward(src, mask=None, src_key_padding_mask=None).
///
/// eval without gradients and with a padding mask of trailing places, PyTorch computes no padded
/// place: they come out as 0 (before the norm), and those behind the longest sample are cut off.
ModulePtr TransformerEncoder(const ModulePtr& layer, int64_t num_layers, ModulePtr norm,
                             Value enable_nested_tensor = true, Value mask_check = true);

/// The same of a decoder's layer: forward(tgt, memory, tgt_mask=None, memory_mask=None,
/// tgt_key_padding_mask=None, memory_key_padding_mask=None).
ModulePtr TransformerDecoder(const ModulePtr& layer, int64_t num_layers, ModulePtr norm);

struct TransformerOptions {
    TransformerLayerOptions layer{.d_model = 512, .nhead = 8};
    int64_t num_encoder_layers = 6;
    int64_t num_decoder_layers = 6;
    Value custom_encoder{};
    Value custom_decoder{};
};

/// Encoder and decoder: forward(src, tgt, src_mask=None, tgt_mask=None, memory_mask=None,
/// src_key_padding_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None).
/// draws   what its parts draw, then every parameter of two dimensions and more again (Xavier)
ModulePtr Transformer(TransformerOptions options, Generator& generator);

/// (size, size): −∞ above the diagonal, 0 elsewhere.
Tensor square_subsequent_mask(int64_t size);

}  // namespace engine::nn
