#pragma once

#include "engine/session/recipe.h"
#include "engine/session/timeline.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::session {

class Session;

/// What computed a session's numbers. Bits are promised within one of these, and on one machine.
struct Build {
    std::string version;  ///< of Modescope: "0.1.0"
    std::string kernels;  ///< the instructions its loops were compiled for: "avx2+fma"
    friend bool operator==(const Build&, const Build&) = default;
};
Build this_build();

/// A session as a file keeps it: what it is made of, and what was done since, so that doing it
/// again leads to where it stood. The branch that one is on; those that Undo left stay behind.
struct SavedSession {
    Build written_by;
    Recipe recipe;  ///< with the model's source
    std::vector<Entry> journal;
    /// First and last step of each run, which is what Undo takes back at once.
    std::vector<std::pair<int64_t, int64_t>> runs;
    Position tip, position;
    std::string hash;  ///< of the state at `position`, 32 hexadecimal digits
};

/// A larger file is refused before it is read.
inline constexpr std::size_t kLargestSessionFile = std::size_t{64} << 20;

/// The session that is there now; throws RuntimeError when there is none.
SavedSession saved(const Session& session);
/// JSON, a text of several lines as a list of them, so that it reads well.
/// throws  ValueError for a text that is not UTF-8
std::string to_json(const SavedSession& session);
/// throws  ValueError that names the file, the field, what was expected and what came
SavedSession session_from_json(std::string_view text, std::string_view file);
/// throws  OSError, and as session_from_json()
SavedSession read_session(const std::string& file);
/// The command that opens it: everything in it is done again, or the session that is there stays.
Restart reopen(SavedSession session);

}  // namespace engine::session
