#pragma once

#include "engine/nn/sequential.h"
#include "engine/script/interpreter.h"

#include <string_view>

namespace parity {

/// One session at a prompt without a terminal: names, a generator and grad mode, nothing else.
struct Prompt {
    engine::nn::ModulePtr model = engine::nn::Sequential();
    engine::Generator generator;
    bool grad_enabled = true;
    engine::nn::OrderedMap<engine::nn::Value> names;
    engine::nn::CallContext context{.generator = generator};
    engine::script::Environment environment{.model = model,
                                            .optimizer = nullptr,
                                            .generator = generator,
                                            .grad_enabled = grad_enabled,
                                            .names = names,
                                            .context = context,
                                            .flag_observer = {},
                                            .printed = {}};

    Prompt() = default;
    Prompt(const Prompt&) = delete;
    Prompt& operator=(const Prompt&) = delete;

    engine::script::Result run(std::string_view statement) {
        return engine::script::run(statement, environment);
    }
};

}  // namespace parity
