#pragma once

#include "engine/script/object.h"

#include <span>
#include <string_view>

namespace engine::script {

/// dir, vars, help, exit: at a prompt only.
std::span<const Builtin> prompt_functions();

/// What `exit` shows and exit() prints.
inline constexpr std::string_view kNoExit =
    "This prompt belongs to the window: close the window to leave.";

}  // namespace engine::script
