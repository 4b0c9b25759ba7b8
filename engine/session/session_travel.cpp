#include "engine/base/error.h"
#include "engine/session/session_core.h"

#include <fmt/format.h>

// Moving on the timeline: to the nearest keyframe, and from there by doing the same again.

namespace engine::session {

namespace {

/// Branches that are kept beside the one that goes on.
constexpr std::size_t kMostBranches = 8;

}  // namespace

void Session::seek(int64_t step, const std::atomic<bool>* cancel) {
    Core& c = core();
    if (step < 0 || step > c.timeline.tip.step) {
        raise(ErrorKind::ValueError, "step {} is not on the timeline: expected 0 to {}", step,
              c.timeline.tip.step);
    }
    travel(c.timeline.at_step(step), cancel);
    say(ConsoleLine::Kind::Comment, fmt::format("# back to step {}", step));
    result_line_ = fmt::format("**Step {} of {}**, {}.", step, c.timeline.tip.step,
                               diverged_ ? "close to what training passed through, not identical"
                                         : "exactly as training passed through it");
}

void Session::undo(const std::atomic<bool>* cancel) {
    Core& c = core();
    const UndoUnit* const unit = c.timeline.undo_from(c.now);
    if (!unit) raise(ErrorKind::ValueError, "there is nothing to undo");
    const std::string words = unit->words;
    const std::shared_ptr<const Timeline> replaced = unit->replaced;
    travel(unit->before, cancel);
    if (replaced) {
        // What was done in the past is undone: the run that went on from here comes back.
        if (c.left_branches.size() >= kMostBranches) {
            c.left_branches.erase(c.left_branches.begin());
        }
        c.left_branches.push_back(std::move(c.timeline));
        c.timeline = *replaced;
    }
    run_started_ = false;
    say(ConsoleLine::Kind::Comment, fmt::format("# undone: {}", words));
    result_line_ = fmt::format("**Undone: {}.** Now at step {}.", words, c.now.step);
}

void Session::redo(const std::atomic<bool>* cancel) {
    Core& c = core();
    const UndoUnit* const unit = c.timeline.redo_from(c.now);
    if (!unit) raise(ErrorKind::ValueError, "there is nothing to redo");
    const std::string words = unit->words;
    travel(unit->after, cancel);
    run_started_ = false;
    say(ConsoleLine::Kind::Comment, fmt::format("# done again: {}", words));
    result_line_ = fmt::format("**Done again: {}.** Now at step {}.", words, c.now.step);
}

void Session::travel(Position target, const std::atomic<bool>* cancel) {
    Core& c = core();
    const auto& [at, keyframe] = c.timeline.nearest(target);
    const SessionState saved = c.state.fork();
    const Position saved_at = c.now;
    try {
        if (c.now > target || c.now < at) {
            c.state = keyframe.state->fork();
            c.now = at;
        }
        const int64_t first = c.now.step;
        while (c.now < target) {
            if (cancel && cancel->load()) raise(ErrorKind::Cancelled, "stopped");
            if (progress_ && c.now.step % 16 == 15) {
                progress_(fmt::format("Replaying to step {}", target.step),
                          static_cast<double>(c.now.step - first) /
                              static_cast<double>(target.step - first + 1));
            }
            if (c.now.entries < target.entries &&
                c.timeline.journal[c.now.entries].step == c.now.step) {
                apply_entry(c.timeline.journal[c.now.entries]);
                ++c.now.entries;
            } else {
                replay_unit(cancel);
            }
        }
    } catch (...) {
        c.state = saved.fork();
        c.now = saved_at;
        throw;
    }
    const auto landed = c.timeline.keyframes.find(target);
    if (landed != c.timeline.keyframes.end() && landed->second.hash != c.state.hash()) {
        diverged_ = true;
    }
}

}  // namespace engine::session
