#pragma once

#include "engine/session/view.h"

#include <string>

namespace app::cli {

/// A session as text: the tree with its modes, the pass call by call, losses and the result line.
std::string text_view(const engine::session::SessionView& view);

}  // namespace app::cli
