#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// Bytes of the character that text begins with; 0 when it is not UTF-8.
std::size_t utf8_length(std::string_view text);
/// How many of the first bytes are whole characters: all of them where the text is UTF-8.
std::size_t utf8_prefix(std::string_view text);
bool is_utf8(std::string_view text);
/// To be shown: each byte that is no part of a character as U+FFFD.
std::string shown_utf8(std::string_view text);
/// The code of the one character that text is.
uint32_t utf8_code(std::string_view character);
void append_utf8(std::string& out, uint32_t code);
/// Where every character begins, and where the text ends: one more than characters. What is not
/// UTF-8 counts byte by byte.
std::vector<std::size_t> utf8_places(std::string_view text);
/// Whether a character above ASCII may stand in a name: letters of the Latin, Greek, Cyrillic and
/// eastern Asian alphabets.
bool is_letter(uint32_t code);

}  // namespace engine
