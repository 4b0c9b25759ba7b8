#pragma once

#include "engine/script/ast.h"

#include <memory>
#include <string>
#include <string_view>

namespace engine::script {

/// Reads a text of the PyTorch subset: a file, or what was typed at a prompt.
/// throws  ScriptError: SyntaxError and IndentationError in Python's words, or "`async` is outside
///         the PyTorch subset that Modescope runs" for Python that it does not run
std::shared_ptr<const Program> parse(std::string_view text, std::string file = "<stdin>");

}  // namespace engine::script
