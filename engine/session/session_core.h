#pragma once

#include "engine/session/session.h"
#include "engine/session/shown_value.h"

namespace engine::session {

/// What a Restart makes anew. For the session's own files.
struct Session::Core {
    Recipe recipe;
    data::DatasetPtr dataset;
    Loop loop;
    SessionState state;
    Timeline timeline{};
    Position now{};
    std::optional<Observed> observed{};
    ShownValue shown{};
    /// Branches that Undo left for the ones they had replaced: nothing is forgotten.
    std::vector<Timeline> left_branches{};
    /// When the open run began, to say in the end what it did.
    std::optional<SessionState> run_start{};
};

}  // namespace engine::session
