#pragma once

#include "engine/nn/module.h"
#include "engine/nn/ordered_map.h"
#include "engine/optim/optimizer.h"
#include "engine/script/candidates.h"

#include <cstddef>
#include <string_view>

// What may come at a cursor. Looks things up and runs nothing of the user's: no property, no
// __getattr__, no call; what is known only after a call has no candidates.
namespace engine::script {

/// The names that a prompt sees.
struct PromptNames {
    nn::ModulePtr model;                    ///< null: no such name
    optim::Optimizer* optimizer = nullptr;  ///< null: no such name
    const nn::OrderedMap<nn::Value>* names = nullptr;
};

/// Never throws for the text's sake: what cannot be read has no candidates. At most 400.
Completion complete(std::string_view text, std::size_t cursor, const PromptNames& names);

/// The signature of the call around the cursor, where the function is known.
CallHint signature_of(std::string_view text, std::size_t cursor, const PromptNames& names);

}  // namespace engine::script
