#pragma once

#include <imgui.h>

#include <cstdint>

namespace app::ui {

/// Mixes one number into a hash: finds changes from frame to frame, no more.
constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ull;
    return hash ^ (hash >> 29);
}

/// Of all that a draw list paints, but the content of its textures.
std::uint64_t hash_of(const ImDrawList& list);

}  // namespace app::ui
