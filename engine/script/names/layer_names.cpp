// torch.nn's layers that train and eval do not tell apart.
#include "engine/nn/flatten.h"
#include "engine/nn/identity.h"
#include "engine/nn/linear.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

constexpr Native kRows[] = {
    {kNN, "Identity(*args, **kwargs)", [](Call&) -> Value { return nn::Identity(); }},
    {kNN, "Flatten(start_dim=1, end_dim=-1)",
     [](Call& call) -> Value {
         return nn::Flatten({.start_dim = call.integer(0), .end_dim = call.integer(1)});
     }},
    {kNN, "Linear(in_features, out_features, bias=True, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::Linear({.in_features = call.integer(0),
                            .out_features = call.integer(1),
                            .bias = call.flag(2)},
                           call.generator());
     }},
};

}  // namespace

std::span<const Native> layer_names() {
    return kRows;
}

}  // namespace engine::script
