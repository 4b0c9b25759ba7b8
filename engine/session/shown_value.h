#pragma once

#include "engine/script/last_shown.h"
#include "engine/session/position.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace engine::session {

struct SessionState;

/// `_` of the console's prompt. It is no part of the state, and a line that only asks leaves no
/// trace; so a line that keeps what it reads from `_` is journaled with lines that make it again.
class ShownValue {
public:
    /// For a line that runs now: empty when what was shown belongs to another past.
    script::LastShown before(const SessionState& state) const;
    /// A line has run; `asked`: it changed nothing.
    void note(const script::LastShown& after, std::string_view line, bool asked, Position now,
              const SessionState& state);
    /// What makes `_` again in this state: the lines that showed it, "_ = x.mean()\n"; a name that
    /// holds it, "_ = z\n"; or itself, "_ = 12\n". Nothing: it cannot be had again.
    std::optional<std::string> origin(const SessionState& state, Position now) const;

private:
    nn::Value value_;
    bool kept_ = false;
    std::weak_ptr<nn::Module> model_;  // of the past that it belongs to
    std::string assignments_;          // "_ = x.mean()\n"; empty: the line changed something itself
    Position at_{};
};

}  // namespace engine::session
