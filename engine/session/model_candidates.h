#pragma once

#include "engine/script/ast.h"
#include "engine/session/opening_view.h"

namespace engine::session {

/// Fills `found` with what a file can make, the likeliest first, and says whether that is clear:
/// its variables that hold a module, functions that return one, classes with the parameters of
/// their constructors. From the parse tree alone.
void find_candidates(const script::Program& program, ModelSource& found);

}  // namespace engine::session
