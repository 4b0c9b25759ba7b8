#pragma once

#include <string>
#include <string_view>

namespace engine {

/// ASCII letters made small; all else as it is.
inline std::string lower_case(std::string_view text) {
    std::string all(text);
    for (char& c : all) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return all;
}

}  // namespace engine
