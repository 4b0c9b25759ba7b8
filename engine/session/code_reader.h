#pragma once

#include "engine/base/error.h"
#include "engine/session/code_view.h"
#include "engine/session/tracer.h"

#include <string>
#include <string_view>

namespace engine::session {

/// Reads a file once for the screen: colours, classes and what their methods bind. A text that is
/// no Python has lines only.
CodeTextPtr read_code(std::string file, std::string source);

/// An error, and its innermost place in `file`.
CodeProblem problem_of(const Error& error, std::string_view file);

/// Line of the model's file on which event `index` was called: its own, or that of the call around
/// it (what a Sequential calls is called where the Sequential is). 0: none.
int line_of(const Trace& trace, std::size_t index);

/// `ran`, `notes` and, when the pass failed, `problem` at the line of the call that raised.
void tell_pass(CodeView& view, const Trace& trace, const std::string& error);

}  // namespace engine::session
