#include "app/ui/window_input.h"

#include "app/ui/input_queue.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <backends/imgui_impl_glfw.h>

#include <cctype>
#include <utility>

namespace app::ui {

namespace {

/// The key that carries this letter on the person's keyboard: on AZERTY, Ctrl+Z is not where it is
/// on QWERTY. Other keys stay as they are.
int translated(int key, int scancode) {
    if (key < GLFW_KEY_A || key > GLFW_KEY_Z) {
        // AZERTY has M where QWERTY has the semicolon.
        if (key < GLFW_KEY_APOSTROPHE || key > GLFW_KEY_GRAVE_ACCENT) return key;
    }
    const char* name = glfwGetKeyName(key, scancode);
    if (name == nullptr || name[0] == '\0' || name[1] != '\0') return key;
    const int letter = std::toupper(static_cast<unsigned char>(name[0]));
    return letter >= 'A' && letter <= 'Z' ? GLFW_KEY_A + (letter - 'A') : key;
}

}  // namespace

WindowInput::WindowInput(GLFWwindow* window, InputQueue& queue) : window_(window), queue_(queue) {
    ImGui_ImplGlfw_InitForOpenGL(window_, false);
    glfwSetWindowUserPointer(window_, this);
    install();
}

WindowInput::~WindowInput() {
    glfwSetWindowUserPointer(window_, nullptr);
    glfwSetCursorPosCallback(window_, nullptr);
    glfwSetMouseButtonCallback(window_, nullptr);
    glfwSetScrollCallback(window_, nullptr);
    glfwSetKeyCallback(window_, nullptr);
    glfwSetCharCallback(window_, nullptr);
    glfwSetWindowFocusCallback(window_, nullptr);
    glfwSetCursorEnterCallback(window_, nullptr);
    glfwSetWindowRefreshCallback(window_, nullptr);
    glfwSetFramebufferSizeCallback(window_, nullptr);
    glfwSetWindowIconifyCallback(window_, nullptr);
    glfwSetWindowCloseCallback(window_, nullptr);
    glfwSetDropCallback(window_, nullptr);
    ImGui_ImplGlfw_Shutdown();
}

bool WindowInput::take_happened() {
    return std::exchange(happened_, false);
}

bool WindowInput::take_exposed() {
    return std::exchange(exposed_, false);
}

std::vector<std::string> WindowInput::take_dropped() {
    return std::exchange(dropped_, {});
}

void WindowInput::install() {
    // Callbacks are plain functions: each finds its object by the window's user pointer.
    static constexpr auto of = [](GLFWwindow* window) -> WindowInput& {
        auto& self = *static_cast<WindowInput*>(glfwGetWindowUserPointer(window));
        self.happened_ = true;
        return self;
    };
    glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) {
        of(w).queue_.move(static_cast<float>(x), static_cast<float>(y));
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int) {
        WindowInput& self = of(w);
        // A window that opens under a mouse at rest has not been told where that is.
        double x = 0, y = 0;
        glfwGetCursorPos(w, &x, &y);
        self.queue_.move(static_cast<float>(x), static_cast<float>(y));
        self.queue_.button(button, action == GLFW_PRESS);
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double dx, double dy) {
        of(w).queue_.wheel(static_cast<float>(dx), static_cast<float>(dy));
    });
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int) {
        WindowInput& self = of(w);
        if (action != GLFW_REPEAT) {  // ImGui repeats by itself
            self.queue_.key(translated(key, scancode), action == GLFW_PRESS);
        }
    });
    glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned c) { of(w).queue_.character(c); });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int focused) {
        WindowInput& self = of(w);
        if (focused == GLFW_FALSE) self.queue_.release_all();
        ImGui_ImplGlfw_WindowFocusCallback(w, focused);
    });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int entered) {
        WindowInput& self = of(w);
        if (entered == GLFW_FALSE) self.queue_.move(-1e30f, -1e30f);  // nothing stays hovered
        ImGui_ImplGlfw_CursorEnterCallback(w, entered);
    });
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { of(w).exposed_ = true; });
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { of(w).exposed_ = true; });
    glfwSetWindowIconifyCallback(window_, [](GLFWwindow* w, int) { of(w).exposed_ = true; });
    glfwSetWindowCloseCallback(window_, [](GLFWwindow* w) { of(w); });
    glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) {
        of(w).dropped_.insert(of(w).dropped_.end(), paths, paths + count);
    });
}

}  // namespace app::ui
