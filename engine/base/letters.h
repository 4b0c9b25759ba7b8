#pragma once

#include <cstdint>

namespace engine {

/// The other case of a letter, for the alphabets of Europe (Latin, Greek, Cyrillic); what has none
/// stays itself. By the simple mappings of Unicode's UnicodeData.txt.
uint32_t upper_case(uint32_t code);
uint32_t lower_case(uint32_t code);
inline bool is_cased(uint32_t code) {
    return code == 0xdf || upper_case(code) != code || lower_case(code) != code;
}

}  // namespace engine
