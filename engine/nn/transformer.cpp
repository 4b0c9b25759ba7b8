#include "engine/nn/transformer.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/attention.h"
#include "engine/nn/containers.h"
#include "engine/nn/deepcopy.h"
#include "engine/nn/init.h"
#include "engine/nn/layer_norm.h"
#include "engine/nn/python_checks.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/memory_limit.h"
#include "engine/tensor/tensor_defaults.h"

#include <algorithm>
#include <array>
#include <limits>

namespace engine::nn {

namespace {

constexpr std::string_view kEncoderArguments[] = {"src"};
constexpr OptionalArgument kEncoderOptional[] = {{.name = "mask"},
                                                 {.name = "src_key_padding_mask"}};
constexpr std::string_view kDecoderArguments[] = {"tgt", "memory"};
constexpr OptionalArgument kDecoderOptional[] = {{.name = "tgt_mask"},
                                                 {.name = "memory_mask"},
                                                 {.name = "tgt_key_padding_mask"},
                                                 {.name = "memory_key_padding_mask"}};
constexpr std::string_view kTransformerArguments[] = {"src", "tgt"};
constexpr OptionalArgument kTransformerOptional[] = {{.name = "src_mask"},
                                                     {.name = "tgt_mask"},
                                                     {.name = "memory_mask"},
                                                     {.name = "src_key_padding_mask"},
                                                     {.name = "tgt_key_padding_mask"},
                                                     {.name = "memory_key_padding_mask"}};

/// How many places of each sample are no padding, if all padding is behind them; else nothing.
std::vector<int64_t> lengths(const Tensor& padding) {
    const Tensor mask = ne(padding, Tensor::zeros({}, padding.dtype())).contiguous();
    const auto padded = mask.span<bool>();
    const auto places = static_cast<std::size_t>(mask.size(1));
    std::vector<int64_t> out;
    for (int64_t sample = 0; sample < mask.size(0); ++sample) {
        const auto row = padded.subspan(static_cast<std::size_t>(sample) * places, places);
        const auto end = std::find(row.begin(), row.end(), true);
        if (std::find(end, row.end(), false) != row.end()) return {};
        out.push_back(end - row.begin());
    }
    return out;
}

bool any_requires_grad(const Tensor& src, const Module& layer) {
    if (src.requires_grad()) return true;
    const Module& attention = layer.child("self_attn");
    const auto of = [](const Module& module, std::string_view name) {
        const Tensor& parameter = module.parameter(name);
        return parameter.defined() && parameter.requires_grad();
    };
    if (of(attention, "in_proj_weight") || of(attention, "in_proj_bias")) return true;
    const std::array<const Module*, 5> parts{&attention.child("out_proj"), &layer.child("norm1"),
                                             &layer.child("norm2"), &layer.child("linear1"),
                                             &layer.child("linear2")};
    return std::any_of(parts.begin(), parts.end(), [&](const Module* part) {
        return of(*part, "weight") || of(*part, "bias");
    });
}

/// The lengths of the samples where PyTorch packs them without their padding, else nothing.
std::vector<int64_t> packed_lengths(const Module& self, const Module& layer, const Tensor& src,
                                    const Value& mask, const Value& padding) {
    if (padding.is_none() || !mask.is_none() || src.dim() != 3) return {};
    if (layer.behaviour().class_name != "TransformerEncoderLayer" || layer.training ||
        layer.flag("norm_first") || layer.integer("activation_relu_or_gelu") == 0 ||
        !self.flag("enable_nested_tensor")) {
        return {};
    }
    const Module& attention = layer.child("self_attn");
    if (!attention.flag("batch_first") || !attention.flag("_qkv_same_embed_dim") ||
        attention.integer("num_heads") % 2 == 1 ||
        layer.child("norm1").number("eps") != layer.child("norm2").number("eps")) {
        return {};
    }
    if (GradMode::enabled() && any_requires_grad(src, layer)) return {};
    const Tensor& mask_of_padding = padding.tensor();
    if (mask_of_padding.dim() != 2 || mask_of_padding.size(0) != src.size(0) ||
        mask_of_padding.size(1) != src.size(1)) {
        return {};
    }
    return lengths(mask_of_padding);
}

/// x (N, S, E) cut to the longest sample, 0 behind each sample's own length.
Tensor without_padding(const Tensor& x, std::span<const int64_t> lengths) {
    const int64_t longest = *std::max_element(lengths.begin(), lengths.end());
    const Tensor y = Tensor::zeros({x.size(0), longest, x.size(2)}, x.dtype());
    for (int64_t sample = 0; sample < x.size(0); ++sample) {
        const int64_t length = lengths[static_cast<std::size_t>(sample)];
        const auto part = [&](const Tensor& of) {
            return slice(select(of.detach(), 0, sample), 0, 0, length);
        };
        part(y).copy_(part(x));
    }
    return y;
}

std::vector<ModulePtr> layers_of(const Module& self) {
    std::vector<ModulePtr> layers;
    for (const auto& [name, layer] : self.child("layers").children) {
        if (!layer) raise(ErrorKind::TypeError, "'NoneType' object is not callable");
        layers.push_back(layer);
    }
    return layers;
}

Value with_norm(const Module& self, const Args& args, Value x) {
    const Value norm = self.get_attribute("norm");
    if (norm.is_none()) return x;
    return call(self.child("norm"), args.context(), std::span(&x, 1));
}

Value encoder_forward(Module& self, const Args& args) {
    const Value& mask = args[1];
    Value padding = args[2];
    if (!padding.is_none()) check_key_padding_mask(tensor_with(padding, "dtype"));
    const std::vector<ModulePtr> layers = layers_of(self);
    if (layers.empty()) raise(ErrorKind::IndexError, "index 0 is out of range");
    const std::vector<int64_t> packed =
        args[0].is_tensor() ? packed_lengths(self, *layers[0], args[0].tensor(), mask, padding)
                            : std::vector<int64_t>{};
    Value x = args[0];
    for (const ModulePtr& layer : layers) {
        const std::array<Keyword, 2> keywords{
            {{"src_mask", mask}, {"src_key_padding_mask", padding}}};
        x = call(*layer, args.context(), std::span(&x, 1), keywords);
    }
    if (!packed.empty()) x = without_padding(tensor_with(x, "dim"), packed);
    return with_norm(self, args, std::move(x));
}

Value decoder_forward(Module& self, const Args& args) {
    Value x = args[0];
    for (const ModulePtr& layer : layers_of(self)) {
        const std::array<Value, 2> inputs{x, args[1]};
        const std::array<Keyword, 4> keywords{{{"tgt_mask", args[2]},
                                               {"memory_mask", args[3]},
                                               {"tgt_key_padding_mask", args[4]},
                                               {"memory_key_padding_mask", args[5]}}};
        x = call(*layer, args.context(), inputs, keywords);
    }
    return with_norm(self, args, std::move(x));
}

Value transformer_forward(Module& self, const Args& args) {
    const Tensor src = tensor_with(args[0], "dim");
    const Tensor tgt = tensor_with(args[1], "size");
    const int64_t batch_dim = self.flag("batch_first") ? 0 : 1;
    if (src.size(batch_dim) != tgt.size(batch_dim) && src.dim() == 3) {
        raise(ErrorKind::RuntimeError, "the batch number of src and tgt must be equal");
    }
    const int64_t d_model = self.integer("d_model");
    if (src.size(-1) != d_model || tgt.size(-1) != d_model) {
        raise(ErrorKind::RuntimeError,
              "the feature number of src and tgt must be equal to d_model");
    }
    const std::array<Keyword, 2> for_encoder{
        {{"mask", args[2]}, {"src_key_padding_mask", args[5]}}};
    const Value memory =
        call(self.child("encoder"), args.context(), args.values().first(1), for_encoder);
    const std::array<Value, 2> inputs{tgt, memory};
    const std::array<Keyword, 4> for_decoder{{{"tgt_mask", args[3]},
                                              {"memory_mask", args[4]},
                                              {"tgt_key_padding_mask", args[6]},
                                              {"memory_key_padding_mask", args[7]}}};
    return call(self.child("decoder"), args.context(), inputs, for_decoder);
}

void reset_parameters(Module& self, Generator& generator) {
    for (const auto& [name, parameter] : self.named_parameters()) {
        if (parameter.dim() > 1) init::xavier_uniform_(parameter, generator);
    }
}

constexpr Behaviour kEncoder{
    .class_name = "TransformerEncoder",
    .python_module = "torch.nn.modules.transformer",
    .forward = encoder_forward,
    .formula = "y = norm(layerₙ(… layer₁(x)))",
    .arguments = kEncoderArguments,
    .optional_arguments = kEncoderOptional,
};
constexpr Behaviour kDecoder{
    .class_name = "TransformerDecoder",
    .python_module = "torch.nn.modules.transformer",
    .forward = decoder_forward,
    .formula = "y = norm(layerₙ(… layer₁(x, memory), memory))",
    .arguments = kDecoderArguments,
    .optional_arguments = kDecoderOptional,
};
constexpr Behaviour kTransformer{
    .class_name = "Transformer",
    .python_module = "torch.nn.modules.transformer",
    .forward = transformer_forward,
    .reset_parameters = reset_parameters,
    .formula = "y = decoder(tgt, encoder(src))",
    .arguments = kTransformerArguments,
    .optional_arguments = kTransformerOptional,
};

uint64_t bytes_of(Module& module) {
    uint64_t bytes = 0;
    for (const auto& [name, parameter] : module.named_parameters()) {
        bytes += parameter.storage()->bytes();
    }
    return bytes;
}

ModulePtr stack_of(const Behaviour& kind, const ModulePtr& layer, int64_t num_layers,
                   ModulePtr norm) {
    auto module = std::make_shared<Module>(kind);
    check_memory(num_layers, bytes_of(*layer));
    std::vector<ModulePtr> copies;
    for (int64_t i = 0; i < num_layers; ++i) copies.push_back(deepcopy(layer));
    module->add_module("layers", ModuleList(std::move(copies)));
    module->set_attribute("num_layers", num_layers);
    if (norm) {
        module->add_module("norm", std::move(norm));
    } else {
        module->set_attribute("norm", Value());
    }
    return module;
}

}  // namespace

ModulePtr TransformerEncoder(const ModulePtr& layer, int64_t num_layers, ModulePtr norm,
                             Value enable_nested_tensor, Value mask_check) {
    ModulePtr module = stack_of(kEncoder, layer, num_layers, std::move(norm));
    module->set_attribute("enable_nested_tensor", std::move(enable_nested_tensor));
    module->set_attribute("mask_check", std::move(mask_check));
    return module;
}

ModulePtr TransformerDecoder(const ModulePtr& layer, int64_t num_layers, ModulePtr norm) {
    return stack_of(kDecoder, layer, num_layers, std::move(norm));
}

ModulePtr Transformer(TransformerOptions options, Generator& generator) {
    auto module = std::make_shared<Module>(kTransformer);
    const TransformerLayerOptions& layer = options.layer;
    const auto norm = [&] {
        return LayerNorm({.normalized_shape = layer.d_model, .eps = layer.layer_norm_eps});
    };
    if (options.custom_encoder.is_none()) {
        const ModulePtr first = TransformerEncoderLayer(layer, generator);
        module->add_module("encoder",
                           TransformerEncoder(first, options.num_encoder_layers, norm()));
    } else {
        module->set_attribute("encoder", options.custom_encoder);
    }
    if (options.custom_decoder.is_none()) {
        const ModulePtr first = TransformerDecoderLayer(layer, generator);
        module->add_module("decoder",
                           TransformerDecoder(first, options.num_decoder_layers, norm()));
    } else {
        module->set_attribute("decoder", options.custom_decoder);
    }
    reset_parameters(*module, generator);
    module->set_attribute("d_model", layer.d_model);
    module->set_attribute("nhead", layer.nhead);
    module->set_attribute("batch_first", layer.batch_first);
    return module;
}

Tensor square_subsequent_mask(int64_t size) {
    const Tensor mask = Tensor::zeros({size, size});
    const auto values = mask.mutable_span<float>();
    for (int64_t i = 0; i < size * size; ++i) {
        if (i % size > i / size) {
            values[static_cast<std::size_t>(i)] = -std::numeric_limits<float>::infinity();
        }
    }
    return mask.to(default_dtype());
}

}  // namespace engine::nn
