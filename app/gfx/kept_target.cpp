#include "app/gfx/kept_target.h"

#include "app/gfx/context.h"
#include "app/gfx/gl.h"

namespace app::gfx {

KeptTarget::~KeptTarget() {
    if (framebuffer_ == 0) return;
    glDeleteFramebuffers(1, &framebuffer_);
    glDeleteTextures(1, &color_);
}

bool KeptTarget::resize(int width, int height) {
    if (framebuffer_ != 0 && width == width_ && height == height_) return false;
    if (framebuffer_ == 0) {
        glGenFramebuffers(1, &framebuffer_);
        glGenTextures(1, &color_);
    }
    width_ = width;
    height_ = height;
    const unsigned before = bound_framebuffer();
    glBindTexture(GL_TEXTURE_2D, color_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, color_, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, before);
    return true;
}

void KeptTarget::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
}

void KeptTarget::clear_box(int x0, int y0, int x1, int y1, const Rgb& color) const {
    glViewport(0, 0, width_, height_);
    glEnable(GL_SCISSOR_TEST);
    glScissor(x0, height_ - y1, x1 - x0, y1 - y0);
    glClearColor(color[0], color[1], color[2], 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
}

void KeptTarget::copy_to(unsigned framebuffer) const {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    glBlitFramebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT,
                      GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

Image KeptTarget::read_pixels() const {
    bind();
    return read_bound_pixels(width_, height_);
}

unsigned KeptTarget::bound_framebuffer() {
    GLint bound = 0;
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &bound);
    return static_cast<unsigned>(bound);
}

}  // namespace app::gfx
