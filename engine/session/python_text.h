#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

// Moving Python text about without changing what it means.

/// The text with blanks before every line that has something on it, but for lines that begin inside
/// a string, whose contents they are. Ends with a line end.
std::string indented(std::string_view text, int blanks);

/// Names that the text reads or binds: words, but for those behind a dot ("step" of
/// optimizer.step).
std::set<std::string> names_in(std::string_view text);

/// A file's text as it can stand in the middle of another: without a byte order mark, ended with a
/// line end, and its `from __future__` lines as comments; those go to the other one's first lines.
struct Embedded {
    std::string text;
    std::vector<std::string> futures;  ///< "from __future__ import annotations"
};
Embedded embedded(std::string_view text);

}  // namespace engine::session
