#pragma once

#include "engine/session/opening_view.h"

#include <string_view>

namespace engine::session {

/// Says what `text` is. `file` is the name of the file that it comes from; empty: it was pasted.
/// Never throws for what stands in the text.
ModelSource read_model_source(std::string_view text, std::string_view file = {});

}  // namespace engine::session
