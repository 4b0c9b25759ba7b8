#include "app/gfx/image.h"

#include "app/gfx/error.h"

#include <stb_image_write.h>

namespace app::gfx {

void write_png(const std::filesystem::path& file, const Image& image) {
    const int written = stbi_write_png(file.c_str(), image.width, image.height, 4,
                                       image.rgba.data(), image.width * 4);
    if (written == 0) throw Error("The picture could not be written to " + file.string() + ".");
}

}  // namespace app::gfx
