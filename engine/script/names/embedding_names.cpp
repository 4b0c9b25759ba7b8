// Embedding, EmbeddingBag and Bilinear, as modules and as functions.
#include "engine/autograd/ops_embedding.h"
#include "engine/base/error.h"
#include "engine/nn/bilinear.h"
#include "engine/nn/embedding.h"
#include "engine/nn/embedding_bag.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

/// The module with these weights, which a training leaves alone unless told otherwise. Without
/// drawing any.
Value pretrained(nn::ModulePtr module, const Call& call) {
    if (call.tensor(0).dim() != 2) {
        raise(ErrorKind::AssertionError, "Embeddings parameter is expected to be 2-dimensional");
    }
    module->parameter("weight").set_requires_grad(!call[1].truth());
    return module;
}

Value embedding_from_pretrained(Call& call) {
    const Tensor& weight = call.tensor(0);
    const bool matrix = weight.dim() == 2;
    return pretrained(nn::Embedding({.num_embeddings = matrix ? weight.size(0) : 0,
                                     .embedding_dim = matrix ? weight.size(1) : 0,
                                     .padding_idx = call[2],
                                     .max_norm = call[3],
                                     .norm_type = call[4],
                                     .scale_grad_by_freq = call[5],
                                     .sparse = call[6],
                                     .weight = matrix ? weight : Tensor::zeros({0, 0})},
                                    call.generator()),
                      call);
}

constexpr Native kRows[] = {
    {kModuleMethod,
     "from_pretrained(embeddings, freeze=True, padding_idx=None, max_norm=None, norm_type=2.0, "
     "scale_grad_by_freq=False, sparse=False)",
     embedding_from_pretrained},
    {kNN,
     "Embedding(num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, "
     "scale_grad_by_freq=False, sparse=False, _weight=None, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::Embedding({.num_embeddings = call.integer(0),
                               .embedding_dim = call.integer(1),
                               .padding_idx = call[2],
                               .max_norm = call[3],
                               .norm_type = call[4],
                               .scale_grad_by_freq = call[5],
                               .sparse = call[6],
                               .weight = call.maybe_tensor(7)},
                              call.generator());
     }},
    {kFunctional,
     "embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, "
     "scale_grad_by_freq=False, sparse=False)",
     [](Call& call) -> Value {
         return nn::functional::embedding(call[0], call.tensor(1),
                                          {.padding_idx = call[2],
                                           .max_norm = call[3],
                                           .norm_type = call[4],
                                           .scale_grad_by_freq = call[5]});
     }},
    {kTorch, "embedding(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False)",
     [](Call& call) -> Value {
         return embedding(call.tensor(0), call.tensor(1),
                          {.padding_idx = call.integer(2), .scale_grad_by_freq = call.flag(3)});
     }},
    {kNN,
     "EmbeddingBag(num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, "
     "scale_grad_by_freq=False, mode='mean', sparse=False, _weight=None, "
     "include_last_offset=False, padding_idx=None, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::EmbeddingBag({.num_embeddings = call.integer(0),
                                  .embedding_dim = call.integer(1),
                                  .max_norm = call[2],
                                  .norm_type = call[3],
                                  .scale_grad_by_freq = call[4],
                                  .mode = call.text(5),
                                  .sparse = call[6],
                                  .weight = call.maybe_tensor(7),
                                  .include_last_offset = call[8],
                                  .padding_idx = call[9]},
                                 call.generator());
     }},
    {kFunctional,
     "embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, "
     "scale_grad_by_freq=False, mode='mean', sparse=False, per_sample_weights=None, "
     "include_last_offset=False, padding_idx=None)",
     [](Call& call) -> Value {
         return nn::functional::embedding_bag(call.tensor(0), call.tensor(1),
                                              {.offsets = call[2],
                                               .max_norm = call[3],
                                               .norm_type = call[4],
                                               .scale_grad_by_freq = call[5],
                                               .mode = call[6],
                                               .sparse = call[7],
                                               .per_sample_weights = call[8],
                                               .include_last_offset = call[9],
                                               .padding_idx = call[10]});
     }},
    {kNN, "Bilinear(in1_features, in2_features, out_features, bias=True, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::Bilinear({.in1_features = call.integer(0),
                              .in2_features = call.integer(1),
                              .out_features = call.integer(2),
                              .bias = call[3].truth()},
                             call.generator());
     }},
    {kFunctional | kTorch, "bilinear(input1, input2, weight, bias=None)",
     [](Call& call) -> Value {
         return nn::functional::bilinear(call.tensor(0), call.tensor(1), call.tensor(2),
                                         call.maybe_tensor(3));
     }},
};

}  // namespace

std::span<const Native> embedding_names() {
    return kRows;
}

}  // namespace engine::script
