#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace engine::session {

/// The bytes of a file. `what` names it for errors: "a session".
/// throws  OSError "x.modescope: this is a folder", ValueError for a file above `largest` bytes
std::string read_text_file(const std::string& path, std::size_t largest, std::string_view what);

/// All of it or nothing: a file of that name is replaced when the new one stands.
/// throws  OSError that names the file
void write_text_file(const std::string& path, std::string_view text);

}  // namespace engine::session
