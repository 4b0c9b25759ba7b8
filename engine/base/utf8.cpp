#include "engine/base/utf8.h"

#include <algorithm>

namespace engine {

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) return 0;
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead < 0x80             ? 1
                               : (lead & 0xE0) == 0xC0 ? 2
                               : (lead & 0xF0) == 0xE0 ? 3
                               : (lead & 0xF8) == 0xF0 ? 4
                                                       : 0;
    if (length == 0 || length > text.size()) return 0;
    const auto rest = text.substr(1, length - 1);
    const bool whole =
        std::all_of(rest.begin(), rest.end(), [](char c) { return (c & 0xC0) == 0x80; });
    return whole ? length : 0;
}

uint32_t utf8_code(std::string_view character) {
    if (character.size() == 1) return static_cast<unsigned char>(character[0]);
    const uint32_t lead_bits = character.size() == 2 ? 0x1F : character.size() == 3 ? 0x0F : 0x07;
    uint32_t code = static_cast<unsigned char>(character[0]) & lead_bits;
    for (const char c : character.substr(1)) {
        code = code << 6 | (static_cast<unsigned char>(c) & 0x3FU);
    }
    return code;
}

void append_utf8(std::string& out, uint32_t code) {
    const auto put = [&out](uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xC0 | code >> 6);
    } else {
        if (code < 0x10000) {
            put(0xE0 | code >> 12);
        } else {
            put(0xF0 | code >> 18);
            put(0x80 | (code >> 12 & 0x3F));
        }
        put(0x80 | (code >> 6 & 0x3F));
    }
    put(0x80 | (code & 0x3F));
}

std::size_t utf8_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = utf8_length(text.substr(at));
        if (length == 0) break;
        const uint32_t code = utf8_code(text.substr(at, length));
        const std::size_t shortest = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        const bool surrogate = code >= 0xD800 && code < 0xE000;
        if (shortest != length || surrogate || code > 0x10FFFF) break;
        at += length;
    }
    return at;
}

bool is_utf8(std::string_view text) {
    return utf8_prefix(text) == text.size();
}

std::string shown_utf8(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t good = utf8_prefix(text);
        out += text.substr(0, good);
        if (good == text.size()) break;
        append_utf8(out, 0xFFFD);
        text.remove_prefix(good + 1);
    }
    return out;
}

std::vector<std::size_t> utf8_places(std::string_view text) {
    std::vector<std::size_t> places;
    std::size_t at = 0;
    while (at < text.size()) {
        places.push_back(at);
        at += std::max<std::size_t>(1, utf8_length(text.substr(at)));
    }
    places.push_back(at);
    return places;
}

bool is_letter(uint32_t code) {
    return (code >= 0xC0 && code < 0x2B0 && code != 0xD7 && code != 0xF7) || code == 0xB5 ||
           (code >= 0x370 && code < 0x530 && code != 0x37E && code != 0x387) ||
           (code >= 0x1E00 && code < 0x2000) || (code >= 0x3040 && code < 0x3100) ||
           (code >= 0x3400 && code < 0xA000) || (code >= 0xAC00 && code < 0xD7A4);
}

}  // namespace engine
