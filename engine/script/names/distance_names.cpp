// Lengths, angles and distances: torch, torch.nn and torch.nn.functional.
#include "engine/autograd/ops_distance.h"
#include "engine/nn/distance.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

constexpr Native kRows[] = {
    {kFunctional, "normalize(input, p=2.0, dim=1, eps=1e-12)",
     [](Call& call) -> Value {
         return normalize(call.tensor(0), call.number(1), call.integer(2), call.number(3));
     }},
    {kTorch | kFunctional, "cosine_similarity(x1, x2, dim=1, eps=1e-08)",
     [](Call& call) -> Value {
         return cosine_similarity(call.tensor(0), call.tensor(1), call.integer(2), call.number(3));
     }},
    {kTorch | kFunctional, "pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False)",
     [](Call& call) -> Value {
         return pairwise_distance(call.tensor(0), call.tensor(1), call.number(2), call.number(3),
                                  call.flag(4));
     }},
    {kTorch, "cdist(x1, x2, p=2.0)",
     [](Call& call) -> Value { return cdist(call.tensor(0), call.tensor(1), call.number(2)); }},
    {kNN, "CosineSimilarity(dim=1, eps=1e-08)",
     [](Call& call) -> Value { return nn::CosineSimilarity(call[0], call[1]); }},
    {kNN, "PairwiseDistance(p=2.0, eps=1e-06, keepdim=False)",
     [](Call& call) -> Value { return nn::PairwiseDistance(call[0], call[1], call[2]); }},
};

}  // namespace

std::span<const Native> distance_names() {
    return kRows;
}

}  // namespace engine::script
