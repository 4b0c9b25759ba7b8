#include "app/cli/columns.h"

#include <algorithm>

namespace app::cli {

const char* mode_word(bool training) {
    return training ? "▲ train" : "■ eval ";
}

std::string padded(std::string text, std::size_t columns) {
    const auto taken = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
    if (taken < columns) text.append(columns - taken, ' ');
    return text;
}

}  // namespace app::cli
