#include "engine/session/timeline.h"

#include <algorithm>

namespace engine::session {

std::string undo_words(const StateChange& change, const std::string& file) {
    if (const auto* const run = std::get_if<Run>(&change)) return run->line;
    if (std::holds_alternative<Edit>(change)) return "# " + file + " edited";
    if (std::holds_alternative<CommitOf>(change)) return "y = model(x)";
    const bool textbook = std::get<SetLoop>(change).loop == LoopKind::Textbook;
    return textbook ? "textbook loop" : "loop that keeps flags";
}

Position Timeline::at_step(int64_t step) const {
    if (step >= tip.step) return tip;
    const auto first = std::find_if(journal.begin(), journal.end(),
                                    [&](const Entry& entry) { return entry.step >= step; });
    return {step, static_cast<std::size_t>(first - journal.begin())};
}

const std::pair<const Position, Keyframe>& Timeline::nearest(Position position) const {
    return *std::prev(keyframes.upper_bound(position));  // the first one is at the start
}

/// Whether a line has kept a result that backward() can still be called on: a keyframe is a fork,
/// which forgets how a result was made, and a later line may need it.
static bool holds_history(const SessionState& state) {
    return std::any_of(state.names.begin(), state.names.end(), [](const auto& entry) {
        const auto* const tensor = std::get_if<Tensor>(&entry.second.data());
        const bool own = entry.first == "output" || entry.first == "loss";
        return !own && tensor != nullptr && tensor->defined() && !tensor->is_leaf();
    });
}

void Timeline::offer_keyframe(Position at, const SessionState& state, std::size_t limit) {
    if (at.step % keyframe_every != 0 || keyframes.contains(at)) return;
    if (at != Position{} && holds_history(state)) return;
    keyframes.emplace(at,
                      Keyframe{std::make_shared<const SessionState>(state.fork()), state.hash()});
    if (keyframes.size() <= limit) return;
    keyframe_every *= 2;
    std::erase_if(keyframes, [&](const auto& item) {
        return item.first != Position{} && item.first.step % keyframe_every != 0;
    });
}

const UndoUnit* Timeline::undo_from(Position now) const {
    const auto unit = std::find_if(units.rbegin(), units.rend(),
                                   [&](const UndoUnit& one) { return one.before < now; });
    return unit == units.rend() ? nullptr : &*unit;
}

const UndoUnit* Timeline::redo_from(Position now) const {
    const auto unit = std::find_if(units.begin(), units.end(),
                                   [&](const UndoUnit& one) { return now < one.after; });
    return unit == units.end() ? nullptr : &*unit;
}

void Timeline::truncate(Position now) {
    journal.resize(now.entries);
    std::erase_if(units, [&](const UndoUnit& unit) { return unit.before >= now; });
    if (!units.empty()) units.back().after = std::min(units.back().after, now);
    metrics.truncate(now.step);
    flags.truncate(now);
    light_hashes.resize(std::min(light_hashes.size(), static_cast<std::size_t>(now.step)));
    keyframes.erase(keyframes.upper_bound(now), keyframes.end());
    tip = now;
}

}  // namespace engine::session
