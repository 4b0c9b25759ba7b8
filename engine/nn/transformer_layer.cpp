#include "engine/nn/transformer_layer.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/attention.h"
#include "engine/nn/dropout.h"
#include "engine/nn/layer_norm.h"
#include "engine/nn/linear.h"
#include "engine/nn/multihead_attention.h"
#include "engine/nn/python_checks.h"

#include <array>

namespace engine::nn {

namespace {

constexpr std::string_view kEncoderArguments[] = {"src"};
constexpr OptionalArgument kEncoderOptional[] = {{.name = "src_mask"},
                                                 {.name = "src_key_padding_mask"}};
constexpr std::string_view kDecoderArguments[] = {"tgt", "memory"};
constexpr OptionalArgument kDecoderOptional[] = {{.name = "tgt_mask"},
                                                 {.name = "memory_mask"},
                                                 {.name = "tgt_key_padding_mask"},
                                                 {.name = "memory_key_padding_mask"}};

/// Calls the parts of one layer on behalf of its forward.
class Parts {
public:
    Parts(Module& self, const Args& args) : self_(self), context_(args.context()) {}

    Tensor call(std::string_view name, const Tensor& x) const {
        return nn::call(self_.child(name), context_, x);
    }

    /// The dropout called `dropout` of the attention of x to `memory`.
    Tensor attention(std::string_view name, std::string_view dropout, const Tensor& x,
                     const Tensor& memory, const Value& mask, const Value& padding) const {
        const std::array<Value, 3> inputs{x, memory, memory};
        const std::array<Keyword, 3> keywords{
            {{"attn_mask", mask}, {"key_padding_mask", padding}, {"need_weights", false}}};
        const Value output = nn::call(self_.child(name), context_, inputs, keywords);
        return call(dropout, item_of(output, 0));
    }

    Tensor feed_forward(std::string_view dropout, const Tensor& x) const {
        const Tensor inner = call("dropout", activation(call("linear1", x)));
        return call(dropout, call("linear2", inner));
    }

private:
    Tensor activation(const Tensor& x) const {
        const Value function = self_.get_attribute("activation");
        if (const std::string* const name = function.text()) {
            return *name == "gelu" ? gelu(x) : relu(x);
        }
        if (const auto* const module = std::get_if<ModulePtr>(&function.data())) {
            return nn::call(**module, context_, x);
        }
        if (!std::holds_alternative<ObjectPtr>(function.data()) || !context_.host) {
            raise(ErrorKind::TypeError, "'{}' object is not callable", function.type_name());
        }
        const Value argument(x);
        return tensor_with(context_.host->call(function, std::span(&argument, 1)), "dim");
    }

    Module& self_;
    CallContext& context_;
};

Value encoder_forward(Module& self, const Args& args) {
    const Parts parts(self, args);
    const Value& mask = args[1];
    const Value& padding = args[2];
    if (!padding.is_none()) check_key_padding_mask(tensor_with(padding, "dtype"));
    Tensor x = tensor_with(args[0], "dim");
    if (self.flag("norm_first")) {
        const Tensor inner = parts.call("norm1", x);
        x = add(x, parts.attention("self_attn", "dropout1", inner, inner, mask, padding));
        return add(x, parts.feed_forward("dropout2", parts.call("norm2", x)));
    }
    x = parts.call("norm1", add(x, parts.attention("self_attn", "dropout1", x, x, mask, padding)));
    return parts.call("norm2", add(x, parts.feed_forward("dropout2", x)));
}

Value decoder_forward(Module& self, const Args& args) {
    const Parts parts(self, args);
    Tensor x = args[0].is_tensor() ? args[0].tensor() : tensor_with(args[0], "dim");
    const Tensor memory = tensor_with(args[1], "is_nested");
    const auto own = [&](const Tensor& input) {
        return parts.attention("self_attn", "dropout1", input, input, args[2], args[4]);
    };
    const auto cross = [&](const Tensor& input) {
        return parts.attention("multihead_attn", "dropout2", input, memory, args[3], args[5]);
    };
    if (self.flag("norm_first")) {
        x = add(x, own(parts.call("norm1", x)));
        x = add(x, cross(parts.call("norm2", x)));
        return add(x, parts.feed_forward("dropout3", parts.call("norm3", x)));
    }
    x = parts.call("norm1", add(x, own(x)));
    x = parts.call("norm2", add(x, cross(x)));
    return parts.call("norm3", add(x, parts.feed_forward("dropout3", x)));
}

constexpr Behaviour kEncoderLayer{
    .class_name = "TransformerEncoderLayer",
    .python_module = "torch.nn.modules.transformer",
    .forward = encoder_forward,
    .formula = "x = norm(x + drop(attention(x))); y = norm(x + drop(W₂ drop(f(W₁ x))))",
    .arguments = kEncoderArguments,
    .optional_arguments = kEncoderOptional,
};
constexpr Behaviour kDecoderLayer{
    .class_name = "TransformerDecoderLayer",
    .python_module = "torch.nn.modules.transformer",
    .forward = decoder_forward,
    .formula = "as the encoder's layer, with attention to the memory in the middle",
    .arguments = kDecoderArguments,
    .optional_arguments = kDecoderOptional,
};

/// What PyTorch keeps beside the activation: 1 for relu, 2 for gelu, else 0.
int64_t activation_code(const Value& activation) {
    std::string name;
    if (const std::string* const text = activation.text()) {
        name = *text;
    } else if (const auto* const module = std::get_if<ModulePtr>(&activation.data())) {
        name = (*module)->behaviour().class_name;
    } else if (std::holds_alternative<ObjectPtr>(activation.data())) {
        const std::string shown = activation.repr();  // "<built-in function relu>"
        if (shown.find("function relu") != std::string::npos) name = "relu";
        if (shown.find("function gelu") != std::string::npos) name = "gelu";
    }
    if (name == "relu" || name == "ReLU") return 1;
    return name == "gelu" || name == "GELU" ? 2 : 0;
}

ModulePtr make(const Behaviour& kind, const TransformerLayerOptions& options, bool decoder,
               Generator& generator) {
    auto module = std::make_shared<Module>(kind);
    const auto attention = [&] {
        return MultiheadAttention({.embed_dim = options.d_model,
                                   .num_heads = options.nhead,
                                   .dropout = options.dropout,
                                   .batch_first = options.batch_first},
                                  generator);
    };
    const auto linear_layer = [&](int64_t inputs, int64_t outputs) {
        return Linear({.in_features = inputs, .out_features = outputs}, generator);
    };
    const auto dropout = [&] {
        ModulePtr made = Dropout();
        made->set_attribute("p", options.dropout);  // an int stays one, and is checked
        return made;
    };
    module->add_module("self_attn", attention());
    if (decoder) module->add_module("multihead_attn", attention());
    module->add_module("linear1", linear_layer(options.d_model, options.dim_feedforward));
    module->add_module("dropout", dropout());
    module->add_module("linear2", linear_layer(options.dim_feedforward, options.d_model));
    module->set_attribute("norm_first", options.norm_first);
    const int count = decoder ? 3 : 2;
    for (int i = 1; i <= count; ++i) {
        module->add_module(fmt::format("norm{}", i), LayerNorm({.normalized_shape = options.d_model,
                                                                .eps = options.layer_norm_eps}));
    }
    for (int i = 1; i <= count; ++i) {
        module->add_module(fmt::format("dropout{}", i), dropout());
    }
    const std::string* const name = options.activation.text();
    if (name && *name != "relu" && *name != "gelu") {
        raise(ErrorKind::RuntimeError, "activation should be relu/gelu, not {}", *name);
    }
    if (!decoder) {
        module->set_attribute("activation_relu_or_gelu", activation_code(options.activation));
    }
    module->set_attribute("activation", options.activation);
    return module;
}

}  // namespace

ModulePtr TransformerEncoderLayer(TransformerLayerOptions options, Generator& generator) {
    return make(kEncoderLayer, options, false, generator);
}

ModulePtr TransformerDecoderLayer(TransformerLayerOptions options, Generator& generator) {
    return make(kDecoderLayer, options, true, generator);
}

}  // namespace engine::nn
