#pragma once

#include "engine/script/ast.h"

namespace engine::script {

/// Finds for every name of a program where its value stands, by Python's rules: what a function
/// binds is its own, what a function inside it uses is shared with that by a cell, comprehensions
/// have their own variables, class bodies are seen by nobody inside them.
/// throws  SyntaxError "name 'x' is assigned to before global declaration", "no binding for
///         nonlocal 'x' found"
void resolve(Program& program);

}  // namespace engine::script
