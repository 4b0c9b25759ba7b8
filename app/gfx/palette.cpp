#include "app/gfx/palette.h"

#include <algorithm>
#include <cmath>

namespace app::gfx {

const Palette::Stops& Palette::stops(Colormap map) const {
    static constexpr Stops kGrey = [] {
        Stops grey{};
        for (std::size_t i = 0; i < grey.size(); ++i) {
            const float level = static_cast<float>(i) / 8.0f;
            grey[i] = {level, level, level};
        }
        return grey;
    }();
    switch (map) {
        case Colormap::Diverging:
            return diverging;
        case Colormap::Sequential:
            return sequential;
        case Colormap::Picture:
            break;
    }
    return kGrey;
}

Rgb color_at(const Palette::Stops& stops, float place) {
    const float scaled = std::clamp(std::isnan(place) ? 0.0f : place, 0.0f, 1.0f) * 8.0f;
    const std::size_t below = std::min<std::size_t>(static_cast<std::size_t>(scaled), 7);
    const float part = scaled - static_cast<float>(below);
    Rgb color{};
    for (std::size_t i = 0; i < 3; ++i) {
        color[i] = stops[below][i] + (stops[below + 1][i] - stops[below][i]) * part;
    }
    return color;
}

}  // namespace app::gfx
