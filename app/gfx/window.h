#pragma once

#include "app/gfx/image.h"

#include <string>

struct GLFWwindow;

namespace app::gfx {

/// The desktop window with an OpenGL 3.3 core context, current after construction. One a process:
/// it starts and ends GLFW.
class Window {
public:
    struct Options {
        std::string title = "Modescope";
        int width = 1280;  ///< pixels
        int height = 800;
    };

    /// Throws NoDisplay when there is no display, Error when there is no OpenGL 3.3.
    explicit Window(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    GLFWwindow* handle() const { return handle_; }
    int width() const;   ///< of the drawable area, pixels
    int height() const;  ///< of the drawable area, pixels
    bool should_close() const;
    bool iconified() const;
    void set_title(const std::string& title);
    void swap();

    /// What the window shows; call between painting and swap().
    Image read_pixels() const;

    /// Ends a wait for events from any thread. Does nothing once the window is gone.
    static void wake();

private:
    GLFWwindow* handle_ = nullptr;
};

}  // namespace app::gfx
