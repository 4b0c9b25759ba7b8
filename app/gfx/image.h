#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace app::gfx {

/// Pixels, 4 bytes each (red, green, blue, alpha), the top row first.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;

    const std::uint8_t* at(int x, int y) const {
        return rgba.data() + 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                  static_cast<std::size_t>(x));
    }
};

/// Throws Error naming the file when it cannot be written.
void write_png(const std::filesystem::path& file, const Image& image);

}  // namespace app::gfx
