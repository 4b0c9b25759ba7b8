#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

/// The lines of a text, without their line ends.
std::vector<std::string> split_lines(std::string_view text);

}  // namespace engine::session
