#pragma once

#include "engine/nn/context.h"

#include <string>

// Where the call that runs now stands in the model's file.
namespace engine::script {

/// Line, from 1, of the innermost code of a file that runs; 0: none does, as when a line typed at a
/// prompt calls, or when `host` runs no script.
int line_of_call(const nn::Host* host);

/// That call as it is written, without indentation: "F.dropout(x, 0.2)"; empty without a line.
std::string text_of_call(const nn::Host* host);

}  // namespace engine::script
