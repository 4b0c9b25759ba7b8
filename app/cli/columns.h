#pragma once

#include <cstddef>
#include <string>

namespace app::cli {

/// The mode of a module as text views show it: shape and word, equally wide.
const char* mode_word(bool training);

/// The text, with blanks behind it up to so many columns. One column for each code point.
std::string padded(std::string text, std::size_t columns);

}  // namespace app::cli
