#pragma once

#include <array>
#include <cstdint>

namespace app::gfx {

using Rgb = std::array<float, 3>;  ///< 0..1 each

enum class Colormap : std::uint8_t {
    Diverging,   ///< purple, neutral, green around 0
    Sequential,  ///< from the ground to a strong colour
    Picture,     ///< black to white, for photos
};

/// The colours of one theme's value maps: nine stops at equal distances.
struct Palette {
    using Stops = std::array<Rgb, 9>;
    Stops diverging{};
    Stops sequential{};
    Rgb zero{};          ///< a value that is exactly 0 (as against a dropped one)
    Rgb hole{};          ///< ground of a dropped cell
    Rgb cross{};         ///< the cross on it
    Rgb not_a_number{};  ///< NaN

    const Stops& stops(Colormap map) const;
    bool operator==(const Palette&) const = default;
};

/// Colour of `place` (0: first stop, 1: last; clamped), as the shader computes it.
Rgb color_at(const Palette::Stops& stops, float place);

}  // namespace app::gfx
