#include "engine/session/prompt.h"

#include "engine/script/completion.h"

namespace engine::session {

script::Completion complete(const Session& session, std::string_view text, std::size_t cursor) {
    script::PromptNames names;
    if (session.loaded()) {
        const SessionState& state = session.state();
        names = {.model = state.model, .optimizer = state.optimizer.get(), .names = &state.names};
    }
    return script::complete(text, cursor, names);
}

}  // namespace engine::session
