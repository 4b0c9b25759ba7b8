#pragma once

#include "engine/script/candidates.h"
#include "engine/session/session.h"

#include <cstddef>
#include <string_view>

namespace engine::session {

/// What may come at a cursor of the console's prompt, by the names that a line of this session
/// sees. Changes nothing, runs nothing of the user's; without a session nothing is offered.
script::Completion complete(const Session& session, std::string_view text, std::size_t cursor);

}  // namespace engine::session
