#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace engine::session {

/// A moment of a session: so many optimizer steps done, so many entries of the journal applied.
struct Position {
    int64_t step = 0;
    std::size_t entries = 0;
    auto operator<=>(const Position&) const = default;
};

}  // namespace engine::session
