#pragma once

#include "engine/session/position.h"
#include "engine/session/view.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::session {

/// Who wrote the flag of each module, and when.
class FlagLog {
public:
    /// A write that led to `at`. The loop's same line writing the same value again says nothing
    /// new.
    void note(Position at, std::string_view path, FlagWrite write);

    /// The last write up to `now`; the construction's when there is none.
    FlagWrite last(std::string_view path, Position now) const;
    /// All writes up to `now`, oldest first, the construction's in front.
    std::vector<FlagWrite> history(std::string_view path, Position now) const;

    /// Forgets what was written after `now`.
    void truncate(Position now);

private:
    using Writes = std::vector<std::pair<Position, FlagWrite>>;
    std::map<std::string, Writes, std::less<>> writes_;
};

}  // namespace engine::session
