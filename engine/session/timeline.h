#pragma once

#include "engine/base/hash.h"
#include "engine/session/command.h"
#include "engine/session/flag_log.h"
#include "engine/session/metrics.h"
#include "engine/session/position.h"
#include "engine/session/state.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace engine::session {

/// A commit with the probe batch it ran, which the watch chose then.
struct CommitOf {
    Watch probe;
};
/// What the journal keeps: enough to do it again.
using StateChange = std::variant<Run, Edit, CommitOf, SetLoop>;
/// What Undo says that it takes back: "model.eval()". `file` is the model's file.
std::string undo_words(const StateChange& change, const std::string& file);

struct Entry {
    int64_t step = 0;  ///< the state's when it was applied
    StateChange change;
};

/// A whole state from which the timeline replays. Never written.
struct Keyframe {
    std::shared_ptr<const SessionState> state;
    Hash128 hash;
};

struct Timeline;

/// What Undo takes back at once: one state command, or one run from play to pause.
struct UndoUnit {
    Position before, after;
    bool is_run = false;
    std::string words;  ///< "model.eval()", "118 steps"
    /// Set when this was done in the past: what came after it then. Undo brings it back.
    std::shared_ptr<const Timeline> replaced;
};

/// The past of a session, and how to get back to any moment of it.
struct Timeline {
    std::vector<Entry> journal;
    std::vector<UndoUnit> units;
    Position tip;  ///< the furthest moment of this branch
    Metrics metrics;
    FlagLog flags;
    /// Loss bits, generator place and flags after each step, from step 1 on.
    std::vector<uint64_t> light_hashes;
    std::map<Position, Keyframe> keyframes;
    int64_t keyframe_every = 50;

    /// Where training stood just after `step`, before any command that was given there; the tip for
    /// the last step.
    Position at_step(int64_t step) const;
    /// The newest keyframe that is not after `position`.
    const std::pair<const Position, Keyframe>& nearest(Position position) const;
    /// Keeps `state` if its turn has come. At most `limit` are kept: beyond, every other one goes.
    void offer_keyframe(Position at, const SessionState& state, std::size_t limit);

    /// The moments that Undo and Redo lead to from `now`.
    const UndoUnit* undo_from(Position now) const;
    const UndoUnit* redo_from(Position now) const;

    /// Forgets what came after `now`.
    void truncate(Position now);
};

}  // namespace engine::session
