#pragma once

#include "app/gfx/image.h"

namespace app::gfx {

/// An OpenGL 3.3 core context without any display (EGL, surfaceless) that paints into a framebuffer
/// object. Current after construction.
class Offscreen {
public:
    /// Size in pixels. Throws Error when there is no EGL or no OpenGL 3.3.
    Offscreen(int width, int height);
    ~Offscreen();
    Offscreen(const Offscreen&) = delete;
    Offscreen& operator=(const Offscreen&) = delete;

    int width() const { return width_; }
    int height() const { return height_; }
    void bind() const;
    Image read_pixels() const;

private:
    int width_;
    int height_;
    void* display_ = nullptr;
    void* context_ = nullptr;
    unsigned framebuffer_ = 0;
    unsigned color_ = 0;
};

}  // namespace app::gfx
