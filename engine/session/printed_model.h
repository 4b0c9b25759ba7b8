#pragma once

#include "engine/session/opening_view.h"
#include "engine/session/printed_tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

/// A Python file that makes a printed tree anew, for us and for real PyTorch.
struct RebuiltModel {
    std::string source;
    /// The class nearest to the root whose forward nobody knows; empty: it runs.
    std::string without_forward;
    std::vector<std::string> notes;  ///< what a print does not say and was assumed
};

/// Layers of torch.nn from what stands in their brackets; a class of somebody's own becomes one
/// with
/// __init__ and without forward, which prints as it did.
RebuiltModel rebuild(const PrintedModule& tree);

/// Fills `found` from the text of print(model).
void read_printed_model(std::string_view text, ModelSource& found);

}  // namespace engine::session
