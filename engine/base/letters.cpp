#include "engine/base/letters.h"

namespace engine {

namespace {

/// Blocks whose letters stand so far above their capitals.
struct Shifted {
    uint32_t first, last;  ///< of the small ones
    uint32_t distance;
};

constexpr Shifted kShifted[] = {
    {'a', 'z', 0x20},     {0xe0, 0xf6, 0x20},   {0xf8, 0xfe, 0x20},   {0x3b1, 0x3c1, 0x20},
    {0x3c3, 0x3cb, 0x20}, {0x430, 0x44f, 0x20}, {0x450, 0x45f, 0x50},
};

/// Blocks of pairs, the capital first at an even (or odd) place.
struct Pairs {
    uint32_t first, last;
    uint32_t capital;  ///< the last bit of a capital's place
};

constexpr Pairs kPairs[] = {
    {0x100, 0x137, 0}, {0x139, 0x148, 1}, {0x14a, 0x177, 0}, {0x179, 0x17e, 1}, {0x460, 0x481, 0},
};

}  // namespace

uint32_t upper_case(uint32_t code) {
    for (const Shifted& block : kShifted) {
        if (code >= block.first && code <= block.last) return code - block.distance;
    }
    if (code == 0xff) return 0x178;
    if (code == 0x131) return 'I';
    for (const Pairs& block : kPairs) {
        const bool small = code >= block.first && code <= block.last && code != 0x130;
        if (small && (code & 1) != block.capital) return code - 1;
    }
    return code;
}

uint32_t lower_case(uint32_t code) {
    for (const Shifted& block : kShifted) {
        if (code >= block.first - block.distance && code <= block.last - block.distance) {
            return code + block.distance;
        }
    }
    if (code == 0x178) return 0xff;
    for (const Pairs& block : kPairs) {
        const bool capital = code >= block.first && code <= block.last && code != 0x130;
        if (capital && (code & 1) == block.capital) return code + 1;
    }
    return code;
}

}  // namespace engine
