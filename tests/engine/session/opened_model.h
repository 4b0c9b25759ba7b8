#pragma once

#include "engine/nn/module.h"
#include "engine/session/model_file.h"
#include "engine/session/pass_scope.h"

#include <string>
#include <string_view>

namespace engine::test {

/// A session's state that is nothing but a model that ships, opened as a session opens it.
inline session::SessionState opened(std::string_view name,
                                    const Generator& generator = Generator(7)) {
    session::Recipe recipe;
    recipe.model = name;
    session::SessionState state;
    state.generator = generator;
    state.source = session::model_source(recipe);
    session::make_model(recipe, state);
    return state;
}

/// `model(x)`.
inline Tensor forward(session::SessionState& state, const Tensor& x) {
    session::PassScope pass(state, state.generator);
    return pass.run(x).tensor("output");
}

/// Runs lines in a state, as a session does.
inline void run_lines(session::SessionState& state, std::string_view text) {
    session::PassScope pass(state, state.generator, {.step_limit = 0});
    script::run(text, pass.environment());
}

}  // namespace engine::test
