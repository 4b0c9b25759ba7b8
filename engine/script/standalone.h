#pragma once

#include "engine/script/heap.h"
#include "engine/script/interpreter.h"

#include <memory>

namespace engine::script {

/// All that lines and files need where no session runs: names, a generator, grad mode and
/// defaults of their own. `model` and `optimizer` are names like any other, unless somebody gives a
/// model.
struct Standalone {
    nn::ModulePtr model;
    Generator generator;
    bool grad_enabled = true;
    TensorDefaults tensor_defaults;
    nn::OrderedMap<nn::Value> names;
    nn::CallContext context{.generator = generator};
    Environment environment{.model = model,
                            .optimizer = nullptr,
                            .generator = generator,
                            .grad_enabled = grad_enabled,
                            .tensor_defaults = tensor_defaults,
                            .names = names,
                            .context = context,
                            .flag_observer = {},
                            .printed = {},
                            .output = {},
                            .heap = std::make_shared<Heap>(),
                            .global_hooks = std::make_shared<nn::Hooks>()};

    Standalone() = default;
    /// The names go before the heap, which empties lists only where nobody has a name for them.
    ~Standalone() { names.clear(); }
    Standalone(const Standalone&) = delete;
    Standalone& operator=(const Standalone&) = delete;
};

}  // namespace engine::script
