#include "engine/nn/embedding_bag.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_embedding.h"
#include "engine/autograd/ops_embedding_bag.h"
#include "engine/base/error.h"
#include "engine/nn/init.h"
#include "engine/nn/parameter.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/views.h"

namespace engine::nn {

namespace {

Value forward(Module& self, const Args& args) {
    return functional::embedding_bag(args.tensor(), self.parameter("weight"),
                                     {.offsets = args[1],
                                      .max_norm = self.attribute("max_norm"),
                                      .norm_type = self.attribute("norm_type"),
                                      .scale_grad_by_freq = self.attribute("scale_grad_by_freq"),
                                      .mode = self.attribute("mode"),
                                      .sparse = self.attribute("sparse"),
                                      .per_sample_weights = args[2],
                                      .include_last_offset = self.attribute("include_last_offset"),
                                      .padding_idx = self.attribute("padding_idx")});
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    std::string out = fmt::format("{}, {}", text("num_embeddings"), text("embedding_dim"));
    const auto add = [&](std::string_view name) {
        out += fmt::format(", {}={}", name, text(name));
    };
    if (!self.attribute("max_norm").is_none()) add("max_norm");
    if (self.number("norm_type") != 2) add("norm_type");
    if (self.flag("scale_grad_by_freq")) add("scale_grad_by_freq");
    const std::string* const mode = self.attribute("mode").text();
    out += ", mode=" + (mode != nullptr ? *mode : text("mode"));
    if (!self.attribute("padding_idx").is_none()) add("padding_idx");
    return out;
}

void reset_parameters(Module& self, Generator& generator) {
    const Tensor& weight = self.parameter("weight");
    init::normal_(weight, 0, 1, generator);
    const Value& padding = self.attribute("padding_idx");
    if (padding.is_none()) return;
    const NoGrad guard;
    views::select(weight, 0, padding.integer("padding_idx")).zero_();
}

constexpr OptionalArgument kOptional[] = {{"offsets"}, {"per_sample_weights"}};

constexpr Behaviour kEmbeddingBag{
    .class_name = "EmbeddingBag",
    .python_module = "torch.nn.modules.sparse",
    .forward = forward,
    .extra_repr = extra_repr,
    .reset_parameters = reset_parameters,
    .formula = "y[b] = sum, mean or max of W[input] over bag b",
    .optional_arguments = kOptional,
};

Value resolved_padding(const Value& padding_idx, int64_t rows) {
    if (padding_idx.is_none()) return {};
    const int64_t row = padding_idx.integer("padding_idx");
    if (row > 0 ? row >= rows : row < 0 && row < -rows) {
        raise(ErrorKind::AssertionError, "padding_idx must be within num_embeddings");
    }
    return row < 0 ? rows + row : row;
}

}  // namespace

ModulePtr EmbeddingBag(const EmbeddingBagOptions& options, Generator& generator) {
    auto module = std::make_shared<Module>(kEmbeddingBag);
    module->set_attribute("num_embeddings", options.num_embeddings);
    module->set_attribute("embedding_dim", options.embedding_dim);
    module->set_attribute("max_norm", options.max_norm);
    module->set_attribute("norm_type", options.norm_type);
    module->set_attribute("scale_grad_by_freq", options.scale_grad_by_freq);
    module->set_attribute("padding_idx",
                          resolved_padding(options.padding_idx, options.num_embeddings));
    module->set_attribute("mode", options.mode);
    module->set_attribute("sparse", options.sparse);
    module->set_attribute("include_last_offset", options.include_last_offset);
    const Shape sizes{options.num_embeddings, options.embedding_dim};
    if (!options.weight.defined()) {
        module->register_parameter("weight", new_parameter(sizes));
        reset_parameters(*module, generator);
        return module;
    }
    if (options.weight.sizes() != sizes) {
        raise(ErrorKind::AssertionError,
              "Shape of weight does not match num_embeddings and embedding_dim");
    }
    module->register_parameter(
        "weight", options.weight.is_parameter() ? options.weight : as_parameter(options.weight));
    return module;
}

namespace functional {

namespace {

using Mode = engine::EmbeddingBagOptions::Mode;

Mode mode_of(const EmbeddingBagArguments& arguments) {
    const std::string* const words = arguments.mode.text();
    const std::string_view mode = words != nullptr ? std::string_view(*words) : "";
    if (mode == "sum") return Mode::Sum;
    if (mode == "mean") return Mode::Mean;
    if (mode != "max") raise(ErrorKind::ValueError, "mode has to be one of sum, mean or max");
    if (arguments.scale_grad_by_freq.truth()) {
        raise(ErrorKind::ValueError,
              "max mode does not support scaling the gradient by the frequency");
    }
    if (arguments.sparse.truth()) {
        raise(ErrorKind::ValueError, "max mode does not support sparse weights");
    }
    return Mode::Max;
}

/// Where the bags begin: as given, or each row of a matrix.
Tensor offsets_of(const Tensor& input, const Value& offsets) {
    if (input.dim() == 2) {
        if (!offsets.is_none()) {
            raise(ErrorKind::ValueError,
                  "if input is 2D, then offsets has to be None, as input is treated is a "
                  "mini-batch of fixed length sequences. However, found offsets of type <class "
                  "'torch.Tensor'>");
        }
        const Tensor starts = Tensor::arange(input.size(0));
        const NoGrad guard;
        return starts.mul_(static_cast<double>(input.size(1)));
    }
    if (input.dim() != 1) {
        raise(ErrorKind::ValueError,
              "input has to be 1D or 2D Tensor, but got Tensor of dimension {}", input.dim());
    }
    if (offsets.is_none()) {
        raise(ErrorKind::ValueError, "offsets has to be a 1D Tensor but got None");
    }
    if (offsets.tensor("offsets").dim() != 1) {
        raise(ErrorKind::ValueError, "offsets has to be a 1D Tensor");
    }
    return offsets.tensor();
}

}  // namespace

Tensor embedding_bag(const Tensor& input, const Tensor& weight,
                     const EmbeddingBagArguments& arguments) {
    Tensor scale;
    if (!arguments.per_sample_weights.is_none()) {
        scale = arguments.per_sample_weights.tensor("per_sample_weights");
        if (scale.sizes() != input.sizes()) {
            raise(ErrorKind::ValueError,
                  "embedding_bag: If per_sample_weights ({}) is not None, then it must have the "
                  "same shape as the input ({})",
                  scale.sizes().torch_str(), input.sizes().torch_str());
        }
        scale = scale.dim() == 2 ? reshape(scale, Shape{-1}) : scale;
    }
    const Tensor offsets = offsets_of(input, arguments.offsets);
    const Tensor ids = input.dim() == 2 ? reshape(input, Shape{-1}) : input;
    const Mode mode = mode_of(arguments);
    if (!arguments.max_norm.is_none()) {
        embedding_renorm_(weight, ids, arguments.max_norm.number("max_norm"),
                          arguments.norm_type.number("norm_type"));
    }
    if (scale.defined() && mode != Mode::Sum) {
        raise(ErrorKind::NotImplementedError,
              "embedding_bag: per_sample_weights was not None. per_sample_weights is only "
              "supported for mode='sum' (got mode={}). Please open a feature request on GitHub.",
              arguments.mode.repr());
    }
    engine::EmbeddingBagOptions options{.mode = mode};
    options.scale_grad_by_freq = arguments.scale_grad_by_freq.truth();
    options.include_last_offset = arguments.include_last_offset.truth();
    if (!arguments.padding_idx.is_none()) {
        const int64_t row = arguments.padding_idx.integer("padding_idx");
        options.padding_idx = row == -1 ? weight.size(0) - 1 : row;
    }
    return engine::embedding_bag(weight, ids, offsets, scale, options);
}

}  // namespace functional

}  // namespace engine::nn
