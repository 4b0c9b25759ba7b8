#include "engine/nn/embedding.h"

#include "engine/autograd/ops_embedding.h"
#include "engine/base/error.h"
#include "engine/nn/init.h"
#include "engine/nn/parameter.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/views.h"

namespace engine::nn {

namespace {

/// Counted from the front; None stays None.
Value resolved_padding(const Value& padding_idx, int64_t rows) {
    if (padding_idx.is_none()) return {};
    const int64_t row = padding_idx.integer("padding_idx");
    // PyTorch lets 0 pass without a look.
    if (row > 0 ? row >= rows : row < -rows && row != 0) {
        raise(ErrorKind::AssertionError, "Padding_idx must be within num_embeddings");
    }
    return row < 0 ? rows + row : row;
}

Value forward(Module& self, const Args& args) {
    return functional::embedding(args[0], self.parameter("weight"),
                                 {.padding_idx = self.attribute("padding_idx"),
                                  .max_norm = self.attribute("max_norm"),
                                  .norm_type = self.attribute("norm_type"),
                                  .scale_grad_by_freq = self.attribute("scale_grad_by_freq")});
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    std::string out = fmt::format("{}, {}", text("num_embeddings"), text("embedding_dim"));
    const auto add = [&](std::string_view name) {
        out += fmt::format(", {}={}", name, text(name));
    };
    if (!self.attribute("padding_idx").is_none()) add("padding_idx");
    if (!self.attribute("max_norm").is_none()) add("max_norm");
    if (self.number("norm_type") != 2) add("norm_type");
    if (self.flag("scale_grad_by_freq")) add("scale_grad_by_freq");
    if (self.flag("sparse")) out += ", sparse=True";
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

constexpr Behaviour kEmbedding{
    .class_name = "Embedding",
    .python_module = "torch.nn.modules.sparse",
    .forward = forward,
    .extra_repr = extra_repr,
    .reset_parameters = reset_parameters,
    .formula = "y = W[input]",
};

}  // namespace

ModulePtr Embedding(const EmbeddingOptions& options, Generator& generator) {
    auto module = std::make_shared<Module>(kEmbedding);
    module->set_attribute("num_embeddings", options.num_embeddings);
    module->set_attribute("embedding_dim", options.embedding_dim);
    module->set_attribute("padding_idx",
                          resolved_padding(options.padding_idx, options.num_embeddings));
    module->set_attribute("max_norm", options.max_norm);
    module->set_attribute("norm_type", options.norm_type);
    module->set_attribute("scale_grad_by_freq", options.scale_grad_by_freq);
    module->set_attribute("sparse", options.sparse);
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

Tensor embedding(const Value& input, const Tensor& weight, const EmbeddingArguments& arguments) {
    const Value padding = resolved_padding(arguments.padding_idx, weight.size(0));
    if (!input.is_tensor()) {
        raise(ErrorKind::TypeError,
              "embedding(): argument 'indices' (position 2) must be Tensor, not {}",
              input.type_name());
    }
    if (!arguments.max_norm.is_none()) {
        embedding_renorm_(weight, input.tensor(), arguments.max_norm.number("max_norm"),
                          arguments.norm_type.number("norm_type"));
    }
    return engine::embedding(weight, input.tensor(),
                             {.padding_idx = padding.is_none() ? -1 : padding.integer(),
                              .scale_grad_by_freq = arguments.scale_grad_by_freq.truth()});
}

}  // namespace functional

}  // namespace engine::nn
