#pragma once

#include "engine/session/peek.h"
#include "engine/session/session.h"
#include "engine/session/view.h"
#include "engine/session/view_builder.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace engine::session {

/// What a view shall show besides the state.
struct Look {
    Watch watch;
    /// Another preview, with the next draws.
    bool again = false;
    /// Whether there is time for a preview. Without one, the lenses keep what they showed.
    bool may_peek = true;
    bool playing = false;
};

/// Makes views of a session, and keeps what a look needs from one view to the next: the stream that
/// previews draw from and the last preview. No state of the session: without a viewer it learns the
/// same.
class Viewer {
public:
    SessionView view(const Session& session, const Look& look,
                     const std::atomic<bool>* cancel = nullptr);

private:
    void follow(const Session& session);
    void preview(const Session& session, const Look& look, const std::vector<ModuleView>& modules,
                 const std::atomic<bool>* cancel);
    bool still_looks_at_commit(const Session& session, const Watch& watch);
    PassSource pass_on_screen(const Session& session, const Look& look);
    InspectorView inspector(const Session& session, const Watch& watch) const;
    CodeView code(const Session& session, const PassSource& source);
    void remember_flags(const Session& session, const Watch& watch);

    std::optional<PreviewStream> stream_;
    Generator follows_;  ///< the session's generator when `stream_` was begun
    std::optional<Peek> peek_;
    uint64_t peeked_revision_ = 0;
    Watch peeked_watch_;
    ProbeBatch probe_;
    const data::Dataset* probe_dataset_ = nullptr;
    CodeTextPtr code_;    ///< of the newest text that the session had
    Tensor last_output_;  ///< of the preview before the last command
    std::optional<double> flipped_;
    uint64_t committed_revision_ = 0;  ///< the newest pass that counted, and the look it had
    Watch committed_watch_;
    DropoutLensView dropout_;
    AnswersView answers_;
    std::string hash_;
    CompareWith compare_ = CompareWith::Nothing;
    std::unordered_map<std::string, bool> saved_flags_;
};

}  // namespace engine::session
