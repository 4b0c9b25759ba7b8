#include "app/gfx/window.h"

#include "app/gfx/context.h"
#include "app/gfx/error.h"
#include "app/gfx/gl.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace app::gfx {

namespace {

/// GLFW's last error in a person's words.
[[noreturn]] void raise_glfw_error(const char* what_failed) {
    const char* description = nullptr;
    const int code = glfwGetError(&description);
    const std::string detail = description == nullptr ? "" : std::string(" (") + description + ")";
    // 3.3.8 has no code of its own for "no display": it is a platform error at start.
    if (code == GLFW_PLATFORM_ERROR && std::string(what_failed) == "start") {
        throw NoDisplay("There is no display to open a window on" + detail + ".");
    }
    if (code == GLFW_VERSION_UNAVAILABLE || code == GLFW_API_UNAVAILABLE) {
        throw Error("Modescope needs OpenGL 3.3, which this display does not offer" + detail + ".");
    }
    throw Error("The window could not be opened" + detail + ".");
}

}  // namespace

Window::Window(const Options& options) {
    if (glfwInit() == GLFW_FALSE) raise_glfw_error("start");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_SAMPLES, 0);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "modescope");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "modescope");
    handle_ =
        glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
    if (handle_ == nullptr) {
        try {
            raise_glfw_error("open");
        } catch (...) {
            glfwTerminate();
            throw;
        }
    }
    glfwMakeContextCurrent(handle_);
    glfwSwapInterval(1);
    glfwSetWindowSizeLimits(handle_, 360, 300, GLFW_DONT_CARE, GLFW_DONT_CARE);
}

Window::~Window() {
    glfwDestroyWindow(handle_);
    glfwTerminate();
}

int Window::width() const {
    int width = 0;
    glfwGetFramebufferSize(handle_, &width, nullptr);
    return width;
}

int Window::height() const {
    int height = 0;
    glfwGetFramebufferSize(handle_, nullptr, &height);
    return height;
}

bool Window::should_close() const {
    return glfwWindowShouldClose(handle_) != GLFW_FALSE;
}

bool Window::iconified() const {
    return glfwGetWindowAttrib(handle_, GLFW_ICONIFIED) != 0;
}

void Window::set_title(const std::string& title) {
    glfwSetWindowTitle(handle_, title.c_str());
}

void Window::swap() {
    glfwSwapBuffers(handle_);
}

Image Window::read_pixels() const {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return read_bound_pixels(width(), height());
}

void Window::wake() {
    glfwPostEmptyEvent();
}

}  // namespace app::gfx
