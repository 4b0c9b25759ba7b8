#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

/// What a file has that a parameter may want.
struct ProposalFacts {
    std::vector<std::string> module_classes;  ///< in the file, in order
    std::vector<std::string> configs;         ///< dataclasses and their like: "GPTConfig"
    std::vector<std::string> variables;       ///< at the top of the file
};

/// An expression to begin with for a constructor's parameter: by a variable of the same name, by
/// what its name usually means ("num_classes": "10"), else by its annotation. Empty: no idea.
std::string proposal_for(std::string_view name, std::string_view annotation,
                         const ProposalFacts& facts);

}  // namespace engine::session
