#include "app/gfx/offscreen.h"

#include "app/gfx/context.h"
#include "app/gfx/error.h"
#include "app/gfx/gl.h"

#include <epoxy/egl.h>

namespace app::gfx {

namespace {

EGLDisplay open_display() {
    for (const bool surfaceless : {true, false}) {
        EGLDisplay display = EGL_NO_DISPLAY;
        if (surfaceless) {
            if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) continue;
            display = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY,
                                               nullptr);
        } else {
            display = eglGetDisplay(EGL_DEFAULT_DISPLAY);
        }
        if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) {
            return display;
        }
    }
    throw Error(
        "Pictures without a window need EGL, which this machine does not offer (Debian: libegl1).");
}

}  // namespace

Offscreen::Offscreen(int width, int height) : width_(width), height_(height) {
    display_ = open_display();
    const EGLint config_wish[] = {EGL_SURFACE_TYPE, 0, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT,
                                  EGL_NONE};
    const EGLint context_wish[] = {EGL_CONTEXT_MAJOR_VERSION,
                                   3,
                                   EGL_CONTEXT_MINOR_VERSION,
                                   3,
                                   EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                   EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                   EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    eglBindAPI(EGL_OPENGL_API);
    eglChooseConfig(display_, config_wish, &config, 1, &count);
    context_ =
        eglCreateContext(display_, count > 0 ? config : nullptr, EGL_NO_CONTEXT, context_wish);
    if (context_ == EGL_NO_CONTEXT ||
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_) != EGL_TRUE) {
        eglTerminate(display_);
        throw Error("Pictures without a window need OpenGL 3.3, which EGL does not offer here.");
    }
    glGenTextures(1, &color_);
    glBindTexture(GL_TEXTURE_2D, color_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glGenFramebuffers(1, &framebuffer_);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, color_, 0);
}

Offscreen::~Offscreen() {
    glDeleteFramebuffers(1, &framebuffer_);
    glDeleteTextures(1, &color_);
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglDestroyContext(display_, context_);
    eglTerminate(display_);
}

void Offscreen::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
}

Image Offscreen::read_pixels() const {
    bind();
    return read_bound_pixels(width_, height_);
}

}  // namespace app::gfx
