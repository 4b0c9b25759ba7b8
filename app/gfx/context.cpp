#include "app/gfx/context.h"

#include "app/gfx/error.h"
#include "app/gfx/gl.h"

#include <cstring>

namespace app::gfx {

std::string renderer_name() {
    const GLubyte* name = glGetString(GL_RENDERER);
    return name == nullptr ? "" : reinterpret_cast<const char*>(name);
}

bool software_renderer() {
    const std::string name = renderer_name();
    return name.find("llvmpipe") != std::string::npos || name.find("softpipe") != std::string::npos;
}

void require_opengl_33() {
    if (const int version = epoxy_gl_version(); version < 33) {
        throw Error("Modescope needs OpenGL 3.3; this driver (" + renderer_name() + ") offers " +
                    std::to_string(version / 10) + "." + std::to_string(version % 10) + ".");
    }
}

void clear(int width, int height, float red, float green, float blue) {
    glDisable(GL_SCISSOR_TEST);
    glViewport(0, 0, width, height);
    glClearColor(red, green, blue, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
}

Image read_bound_pixels(int width, int height) {
    Image image{width, height, {}};
    const std::size_t row = static_cast<std::size_t>(width) * 4;
    std::vector<std::uint8_t> upward(row * static_cast<std::size_t>(height));
    image.rgba.resize(upward.size());
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, upward.data());
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
        std::memcpy(image.rgba.data() + y * row,
                    upward.data() + (static_cast<std::size_t>(height) - 1 - y) * row, row);
    }
    return image;
}

}  // namespace app::gfx
