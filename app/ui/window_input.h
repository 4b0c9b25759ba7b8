#pragma once

#include <string>
#include <vector>

struct GLFWwindow;

namespace app::ui {

class InputQueue;

/// Feeds a window's mouse, keys and text into an InputQueue and ImGui's GLFW backend (cursor
/// shapes, clipboard). Takes the window's callbacks and its user pointer. The ImGui context is
/// current.
class WindowInput {
public:
    WindowInput(GLFWwindow* window, InputQueue& queue);
    ~WindowInput();
    WindowInput(const WindowInput&) = delete;
    WindowInput& operator=(const WindowInput&) = delete;

    /// Something happened since the last call: frames must be drawn.
    bool take_happened();
    /// The window was resized or uncovered since the last call: it must be painted.
    bool take_exposed();
    /// Paths of files that were dropped on the window since the last call.
    std::vector<std::string> take_dropped();

private:
    void install();

    GLFWwindow* window_;
    InputQueue& queue_;
    bool happened_ = true;
    bool exposed_ = true;
    std::vector<std::string> dropped_;
};

}  // namespace app::ui
