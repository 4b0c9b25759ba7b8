#include "engine/nn/multihead_attention.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/attention.h"
#include "engine/nn/init.h"
#include "engine/nn/linear.h"
#include "engine/nn/parameter.h"
#include "engine/nn/python_checks.h"

namespace engine::nn {

namespace {

constexpr std::string_view kArguments[] = {"query", "key", "value"};
constexpr OptionalArgument kOptional[] = {
    {.name = "key_padding_mask"},
    {.name = "need_weights", .fallback = OptionalArgument::Default::True},
    {.name = "attn_mask"},
    {.name = "average_attn_weights", .fallback = OptionalArgument::Default::True},
};

/// Swaps batch and length of the three; what is one tensor stays one tensor.
void swap_batch(MultiHeadAttention& g) {
    const Tensor query = g.query;
    const Tensor key = g.key;
    g.query = transpose(query, 1, 0);
    g.key = key.is(query) ? g.query : transpose(key, 1, 0);
    g.value = g.value.is(key) ? g.key : transpose(g.value, 1, 0);
}

Value forward(Module& self, const Args& args) {
    const Module& out_proj = self.child("out_proj");
    MultiHeadAttention given{
        .query = tensor_with(args[0], "dim"),
        .key = tensor_with(args[1], "is_nested"),
        .value = tensor_with(args[2], "is_nested"),
        .embed_dim = self.integer("embed_dim"),
        .num_heads = self.integer("num_heads"),
        .in_proj_weight = self.parameter("in_proj_weight"),
        .in_proj_bias = self.parameter("in_proj_bias"),
        .add_zero_attn = self.flag("add_zero_attn"),
        .dropout_p = self.number("dropout"),
        .out_proj_weight = out_proj.parameter("weight"),
        .out_proj_bias = out_proj.parameter("bias"),
        .training = self.training,
        .need_weights = args[4].truth(),
        .use_separate_proj_weight = !self.flag("_qkv_same_embed_dim"),
        .q_proj_weight = self.parameter("q_proj_weight"),
        .k_proj_weight = self.parameter("k_proj_weight"),
        .v_proj_weight = self.parameter("v_proj_weight"),
        .average_attn_weights = args[6].truth(),
    };
    // Plain attributes that are None without add_bias_kv.
    const Value bias_k = self.get_attribute("bias_k");
    const Value bias_v = self.get_attribute("bias_v");
    if (bias_k.is_tensor()) given.bias_k = bias_k.tensor();
    if (bias_v.is_tensor()) given.bias_v = bias_v.tensor();
    if (!args[3].is_none()) given.key_padding_mask = tensor_with(args[3], "dtype");
    if (!args[5].is_none()) given.attn_mask = tensor_with(args[5], "dim");
    if (given.key_padding_mask.defined()) check_key_padding_mask(given.key_padding_mask);

    const bool swaps = self.flag("batch_first") && given.query.dim() == 3;
    if (swaps) swap_batch(given);
    ModeEffect effect;
    const AttentionResult result =
        multi_head_attention(given, args.context(), args.traced() ? &effect : nullptr);
    if (args.traced() && given.dropout_p > 0) args.report(std::move(effect));
    return Value::tuple({swaps ? transpose(result.output, 1, 0) : result.output,
                         result.weights.defined() ? Value(result.weights) : Value()});
}

bool reads_training(const Module& self) {
    const Value* const p = self.attributes.find("dropout");
    return p && p->is_number() && p->number() != 0;
}

void reset_parameters(Module& self, Generator& generator) {
    for (const std::string_view name :
         {"in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight"}) {
        const Tensor& weight = self.parameter(name);
        if (weight.defined()) init::xavier_uniform_(weight, generator);
    }
    const auto zero = [](const Tensor& bias) {
        if (bias.defined()) init::constant_(bias, 0);
    };
    zero(self.parameter("in_proj_bias"));
    zero(self.child("out_proj").parameter("bias"));
    for (const std::string_view name : {"bias_k", "bias_v"}) {
        const Tensor* const bias = self.parameters.find(name);
        if (bias && bias->defined()) init::xavier_normal_(*bias, generator);
    }
}

constexpr Behaviour kMultiheadAttention{
    .class_name = "MultiheadAttention",
    .python_module = "torch.nn.modules.activation",
    .forward = forward,
    .reads_training = reads_training,
    .formula = "y = concat(softmax(q kᵀ/√d + mask) v) W_oᵀ + b_o",
    .arguments = kArguments,
    .optional_arguments = kOptional,
};

}  // namespace

ModulePtr MultiheadAttention(MultiheadAttentionOptions options, Generator& generator) {
    const int64_t e = options.embed_dim;
    const int64_t kdim = options.kdim.value_or(e);
    const int64_t vdim = options.vdim.value_or(e);
    const bool same = kdim == e && vdim == e;
    if (options.num_heads == 0) {
        raise(ErrorKind::ZeroDivisionError, "integer division or modulo by zero");
    }
    if (e / options.num_heads * options.num_heads != e) {
        raise(ErrorKind::AssertionError, "embed_dim must be divisible by num_heads");
    }
    auto module = std::make_shared<Module>(kMultiheadAttention);
    module->set_attribute("embed_dim", e);
    module->set_attribute("kdim", kdim);
    module->set_attribute("vdim", vdim);
    module->set_attribute("_qkv_same_embed_dim", same);
    module->set_attribute("num_heads", options.num_heads);
    module->set_attribute("dropout", options.dropout);
    module->set_attribute("batch_first", options.batch_first);
    module->set_attribute("head_dim", e / options.num_heads);
    const auto add = [&](std::string_view name, bool there, const Shape& sizes) {
        module->register_parameter(name, there ? new_parameter(sizes) : Tensor());
    };
    if (same) add("in_proj_weight", true, {3 * e, e});
    add("q_proj_weight", !same, {e, e});
    add("k_proj_weight", !same, {e, kdim});
    add("v_proj_weight", !same, {e, vdim});
    if (!same) add("in_proj_weight", false, {});
    add("in_proj_bias", options.bias, {3 * e});
    module->add_module("out_proj",
                       NonDynamicallyQuantizableLinear(
                           {.in_features = e, .out_features = e, .bias = options.bias}, generator));
    for (const std::string_view name : {"bias_k", "bias_v"}) {
        if (options.add_bias_kv) {
            add(name, true, {1, 1, e});
        } else {
            module->set_attribute(name, Value());
        }
    }
    module->set_attribute("add_zero_attn", options.add_zero_attn);
    reset_parameters(*module, generator);
    return module;
}

}  // namespace engine::nn
