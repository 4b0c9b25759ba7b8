#pragma once

#include "engine/script/ast.h"

#include <string_view>

namespace engine::script {

/// Reads one line of the PyTorch subset.
/// throws  SyntaxError: Python's words, or "`lambda` is outside the PyTorch subset that Modescope
///         runs" for Python that it does not run
Statement parse(std::string_view line);

}  // namespace engine::script
