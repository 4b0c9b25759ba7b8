#pragma once

#include "engine/nn/sequential.h"
#include "engine/script/last_shown.h"
#include "engine/script/standalone.h"

#include <string_view>

namespace parity {

/// One session at a prompt without a terminal, whose model is empty at first.
struct Prompt : engine::script::Standalone {
    Prompt() { model = engine::nn::Sequential(); }

    engine::script::Result run(std::string_view statement) {
        const engine::script::LastShownScope scope(shown);
        shown.written = 0;
        return engine::script::run(statement, environment);
    }

    engine::script::LastShown shown{};  ///< `_`
};

}  // namespace parity
