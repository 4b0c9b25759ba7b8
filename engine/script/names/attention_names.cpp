// Attention and the Transformer's parts: torch.nn and torch.nn.functional.
#include "engine/base/error.h"
#include "engine/nn/attention.h"
#include "engine/nn/multihead_attention.h"
#include "engine/nn/transformer.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

Value multihead_attention(Call& call) {
    return nn::MultiheadAttention({.embed_dim = call.integer(0),
                                   .num_heads = call.integer(1),
                                   .dropout = call[2],
                                   .bias = call.flag(3),
                                   .add_bias_kv = call.flag(4),
                                   .add_zero_attn = call[5],
                                   .kdim = call.maybe_integer(6),
                                   .vdim = call.maybe_integer(7),
                                   .batch_first = call[8]},
                                  call.generator());
}

nn::ModulePtr maybe_module(const Call& call, std::size_t i) {
    return call.is_none(i) ? nullptr : call.module(i);
}

nn::TransformerLayerOptions layer_options(const Call& call) {
    return {.d_model = call.integer(0),
            .nhead = call.integer(1),
            .dim_feedforward = call.integer(2),
            .dropout = call[3],
            .activation = call[4],
            .layer_norm_eps = call.number(5),
            .batch_first = call[6],
            .norm_first = call[7]};
}

Value encoder(Call& call) {
    return nn::TransformerEncoder(call.module(0), call.integer(1), maybe_module(call, 2), call[3],
                                  call[4]);
}

Value decoder(Call& call) {
    return nn::TransformerDecoder(call.module(0), call.integer(1), maybe_module(call, 2));
}

Value transformer(Call& call) {
    return nn::Transformer({.layer = {.d_model = call.integer(0),
                                      .nhead = call.integer(1),
                                      .dim_feedforward = call.integer(4),
                                      .dropout = call[5],
                                      .activation = call[6],
                                      .layer_norm_eps = call.number(9),
                                      .batch_first = call[10],
                                      .norm_first = call[11]},
                            .num_encoder_layers = call.integer(2),
                            .num_decoder_layers = call.integer(3),
                            .custom_encoder = call[7],
                            .custom_decoder = call[8]},
                           call.generator());
}

// A static method: of the class its first argument is the size, of a module that comes second.
Value square_subsequent_mask(Call& call) {
    const auto* const self = std::get_if<nn::ModulePtr>(&call[0].data());
    if (self && (*self)->behaviour().class_name != "Transformer") {
        raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", (*self)->class_name(),
              call.name());
    }
    call.meta(2);  // refuses devices that there are not
    return nn::square_subsequent_mask(call.integer(self || call.is_none(0) ? 1 : 0));
}

/// Runs `compute(effect)` and tells the tracer of a functional dropout, if there is one.
template <class Compute>
Tensor told(const Call& call, std::string_view name, const Tensor& x, Compute compute) {
    nn::Tracer* const tracer = call.context().tracer;
    nn::ModeEffect effect;
    const Tensor y = compute(tracer ? &effect : nullptr);
    if (tracer) tracer->function(name, std::span(&x, 1), y, &effect);
    return y;
}

Value scaled_dot_product_attention(Call& call) {
    return told(call, "F.scaled_dot_product_attention", call.tensor(0),
                [&](nn::ModeEffect* effect) {
                    return nn::scaled_dot_product_attention(
                        call.tensor(0), call.tensor(1), call.tensor(2), call.maybe_tensor(3),
                        call.number(4), call.flag(5), call.maybe_number(6), call.context(), effect);
                });
}

Value multi_head_attention_forward(Call& call) {
    Tensor weights;
    const Tensor output =
        told(call, "F.multi_head_attention_forward", call.tensor(0), [&](nn::ModeEffect* effect) {
            nn::AttentionResult result =
                nn::multi_head_attention({.query = call.tensor(0),
                                          .key = call.tensor(1),
                                          .value = call.tensor(2),
                                          .embed_dim = call.integer(3),
                                          .num_heads = call.integer(4),
                                          .in_proj_weight = call.maybe_tensor(5),
                                          .in_proj_bias = call.maybe_tensor(6),
                                          .bias_k = call.maybe_tensor(7),
                                          .bias_v = call.maybe_tensor(8),
                                          .add_zero_attn = call.flag(9),
                                          .dropout_p = call.number(10),
                                          .out_proj_weight = call.tensor(11),
                                          .out_proj_bias = call.maybe_tensor(12),
                                          .training = call.flag(13),
                                          .key_padding_mask = call.maybe_tensor(14),
                                          .need_weights = call.flag(15),
                                          .attn_mask = call.maybe_tensor(16),
                                          .use_separate_proj_weight = call.flag(17),
                                          .q_proj_weight = call.maybe_tensor(18),
                                          .k_proj_weight = call.maybe_tensor(19),
                                          .v_proj_weight = call.maybe_tensor(20),
                                          .static_k = call.maybe_tensor(21),
                                          .static_v = call.maybe_tensor(22),
                                          .average_attn_weights = call.flag(23)},
                                         call.context(), effect);
            weights = std::move(result.weights);
            return result.output;
        });
    return Value::tuple({output, weights.defined() ? Value(weights) : Value()});
}

constexpr Native kRows[] = {
    {kNN,
     "MultiheadAttention(embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, "
     "add_zero_attn=False, kdim=None, vdim=None, batch_first=False, device=None, dtype=None)",
     multihead_attention},
    {kNN,
     "TransformerEncoderLayer(d_model, nhead, dim_feedforward=2048, dropout=0.1, "
     "activation='relu', layer_norm_eps=1e-05, batch_first=False, norm_first=False, device=None, "
     "dtype=None)",
     [](Call& call) -> Value {
         return nn::TransformerEncoderLayer(layer_options(call), call.generator());
     }},
    {kNN,
     "TransformerDecoderLayer(d_model, nhead, dim_feedforward=2048, dropout=0.1, "
     "activation='relu', layer_norm_eps=1e-05, batch_first=False, norm_first=False, device=None, "
     "dtype=None)",
     [](Call& call) -> Value {
         return nn::TransformerDecoderLayer(layer_options(call), call.generator());
     }},
    {kNN,
     "TransformerEncoder(encoder_layer, num_layers, norm=None, enable_nested_tensor=True, "
     "mask_check=True)",
     encoder},
    {kNN, "TransformerDecoder(decoder_layer, num_layers, norm=None)", decoder},
    {kNN,
     "Transformer(d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, "
     "dim_feedforward=2048, dropout=0.1, activation='relu', custom_encoder=None, "
     "custom_decoder=None, layer_norm_eps=1e-05, batch_first=False, norm_first=False, "
     "device=None, dtype=None)",
     transformer},
    {kModuleMethod, "generate_square_subsequent_mask(self=None, sz=None, device='cpu')",
     square_subsequent_mask},
    {kFunctional,
     "scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, "
     "is_causal=False, scale=None)",
     scaled_dot_product_attention},
    {kFunctional,
     "multi_head_attention_forward(query, key, value, embed_dim_to_check, num_heads, "
     "in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn, dropout_p, out_proj_weight, "
     "out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None, "
     "use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, "
     "static_k=None, static_v=None, average_attn_weights=True)",
     multi_head_attention_forward},
};

}  // namespace

std::span<const Native> attention_names() {
    return kRows;
}

}  // namespace engine::script
