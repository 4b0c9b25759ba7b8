#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/dropout.h"
#include "engine/nn/flatten.h"
#include "engine/nn/linear.h"
#include "engine/nn/sequential.h"
#include "engine/session/peek.h"
#include "engine/session/view_builder.h"

#include <string>
#include <utility>
#include <vector>

namespace engine::test {

using NamedModules = std::vector<std::pair<std::string, nn::ModulePtr>>;

/// A session's state that is nothing but a model.
inline session::SessionState state_of(NamedModules modules, uint64_t seed = 7) {
    session::SessionState state;
    state.model = nn::Sequential(std::move(modules));
    state.generator = Generator(seed);
    return state;
}

/// fc(2→16), bn, act, drop, fc2(16→16), drop2, head(16→2).
inline session::SessionState small_mlp() {
    Generator generator(7);
    return state_of({{"fc", nn::Linear({2, 16, false}, generator)},
                     {"bn", nn::BatchNorm1d({.num_features = 16})},
                     {"act", nn::ReLU()},
                     {"drop", nn::Dropout()},
                     {"fc2", nn::Linear({16, 16}, generator)},
                     {"drop2", nn::Dropout()},
                     {"head", nn::Linear({16, 2}, generator)}});
}

/// 32 points of the plane.
inline session::ProbeBatch points(int64_t count = 32) {
    session::ProbeBatch batch;
    std::vector<float> values(static_cast<size_t>(2 * count));
    Generator(3).normal(std::span<float>(values));
    batch.inputs = Tensor::from(std::span<const float>(values), {count, 2});
    batch.targets = Tensor::zeros({count}, DType::Int64);
    batch.words = "batch of " + std::to_string(count);
    return batch;
}

/// A preview of `state`, with the Dropout at `dropout` if one is named.
inline session::Peek preview(const session::SessionState& state, const session::ProbeBatch& probe,
                             const std::string& dropout = {}, const session::Watch& watch = {}) {
    session::PeekRequest request;
    request.watch = &watch;
    request.dropout_path = dropout;
    return session::peek(state, probe, request, session::PreviewStream(state.generator));
}

inline session::SessionView tree_of(const session::SessionState& state,
                                    const session::Trace* trace = nullptr) {
    session::SessionView view;
    session::fill_tree(view, state, trace, {});
    return view;
}

}  // namespace engine::test
