#pragma once

#include "engine/script/native.h"

namespace engine::script {

/// "clamp(input, min=None, *, out=None)" as parameters. Defaults are None, True, False, numbers,
/// quoted texts, and tuples of them.
/// throws  std::logic_error when the text is no signature: a mistake in a table
Signature parse_signature(std::string_view text);

}  // namespace engine::script
