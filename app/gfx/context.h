#pragma once

#include "app/gfx/image.h"

#include <string>

namespace app::gfx {

/// Name of what draws for the current context (GL_RENDERER).
std::string renderer_name();

/// True when the processor draws (llvmpipe, softpipe): painting is then what a frame costs.
bool software_renderer();

/// Throws Error in plain words unless the current context is OpenGL 3.3 or newer.
void require_opengl_33();

/// Clears the bound target; components 0..1.
void clear(int width, int height, float red, float green, float blue);

/// Reads the bound framebuffer, `width` x `height` pixels from its lower left corner.
Image read_bound_pixels(int width, int height);

}  // namespace app::gfx
