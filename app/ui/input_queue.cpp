#include "app/ui/input_queue.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <imgui_internal.h>

namespace app::ui {
namespace {

bool is_modifier(unsigned code) {
    return code >= GLFW_KEY_LEFT_SHIFT && code <= GLFW_KEY_RIGHT_SUPER;
}

}  // namespace

/// What one frame has been told so far. ImGui sees states, not events: two changes of one button,
/// or a move after a press, cannot be told apart within a frame.
struct InputQueue::Handed {
    bool moved = false;
    bool pressed = false;
    bool wheeled = false;
    bool typed = false;
    bool letters = false;  ///< a key that is no modifier
    std::bitset<5> buttons;
    std::bitset<512> keys;
};

void InputQueue::move(float x, float y) {
    events_.push_back({Kind::Move, false, 0, x, y});
}

void InputQueue::button(int index, bool down) {
    if (index < 0 || index >= 5) return;
    events_.push_back({Kind::Button, down, static_cast<unsigned>(index), 0, 0});
}

void InputQueue::wheel(float dx, float dy) {
    events_.push_back({Kind::Wheel, false, 0, dx, dy});
}

void InputQueue::key(int code, bool down) {
    if (code < 0 || code >= 512) return;  // GLFW_KEY_UNKNOWN is -1
    events_.push_back({Kind::Key, down, static_cast<unsigned>(code), 0, 0});
}

void InputQueue::character(unsigned code_point) {
    events_.push_back({Kind::Text, false, code_point, 0, 0});
}

void InputQueue::text(std::string_view utf8) {
    const char* at = utf8.data();
    const char* end = at + utf8.size();
    while (at < end) {
        unsigned code_point = 0;
        at += ImTextCharFromUtf8(&code_point, at, end);
        character(code_point);
    }
}

void InputQueue::click(float x, float y, int button_index) {
    move(x, y);
    button(button_index, true);
    button(button_index, false);
}

void InputQueue::press(int key_code) {
    key(key_code, true);
    key(key_code, false);
}

void InputQueue::release_all() {
    events_.clear();
    for (int index = 0; index < 5; ++index) {
        if (down_[static_cast<std::size_t>(index)]) button(index, false);
    }
    for (int code = 0; code < 512; ++code) {
        if (keys_[static_cast<std::size_t>(code)]) key(code, false);
    }
}

bool InputQueue::must_wait(const Event& event, const Handed& handed) const {
    switch (event.kind) {
        case Kind::Move:
            return handed.pressed || handed.wheeled || handed.typed || handed.keys.any();
        case Kind::Button:
            // A drag's last move must be seen with the button down.
            if (!event.down && handed.moved && down_[event.code]) return true;
            return handed.buttons[event.code] || handed.wheeled;
        case Kind::Wheel:
            return handed.pressed;
        case Kind::Key:
            // Ctrl let go in the frame of its Z would make it a plain Z.
            if (is_modifier(event.code) && handed.letters) return true;
            return handed.keys[event.code] || handed.pressed || handed.typed;
        case Kind::Text:
            return handed.pressed;
    }
    return false;
}

void InputQueue::hand_over(const Event& event, Handed& handed, ImGuiIO& io) {
    switch (event.kind) {
        case Kind::Move:
            mouse_ = {event.x, event.y};
            handed.moved = true;
            break;
        case Kind::Button:
            down_[event.code] = event.down;
            handed.buttons.set(event.code);
            handed.pressed = true;
            break;
        case Kind::Wheel:
            io.MouseWheelH += event.x;
            io.MouseWheel += event.y;
            handed.wheeled = true;
            break;
        case Kind::Key:
            keys_[event.code] = event.down;
            handed.keys.set(event.code);
            if (!is_modifier(event.code)) handed.letters = true;
            break;
        case Kind::Text:
            io.AddInputCharacter(event.code);
            handed.typed = true;
            break;
    }
}

void InputQueue::apply(ImGuiIO& io) {
    Handed handed;
    while (!events_.empty() && !must_wait(events_.front(), handed)) {
        hand_over(events_.front(), handed, io);
        events_.pop_front();
    }
    io.MousePos = mouse_;
    for (std::size_t i = 0; i < down_.size(); ++i) io.MouseDown[i] = down_[i];
    for (std::size_t i = 0; i < keys_.size(); ++i) io.KeysDown[i] = keys_[i];
    // From the keys themselves: GLFW's own modifiers lag one event behind on X11.
    const auto either = [this](int left, int right) {
        return keys_[static_cast<std::size_t>(left)] || keys_[static_cast<std::size_t>(right)];
    };
    io.KeyShift = either(GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT);
    io.KeyCtrl = either(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL);
    io.KeyAlt = either(GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT);
    io.KeySuper = either(GLFW_KEY_LEFT_SUPER, GLFW_KEY_RIGHT_SUPER);
}

void set_key_map(ImGuiIO& io) {
    constexpr int kPairs[][2] = {
        {ImGuiKey_Tab, GLFW_KEY_TAB},
        {ImGuiKey_LeftArrow, GLFW_KEY_LEFT},
        {ImGuiKey_RightArrow, GLFW_KEY_RIGHT},
        {ImGuiKey_UpArrow, GLFW_KEY_UP},
        {ImGuiKey_DownArrow, GLFW_KEY_DOWN},
        {ImGuiKey_PageUp, GLFW_KEY_PAGE_UP},
        {ImGuiKey_PageDown, GLFW_KEY_PAGE_DOWN},
        {ImGuiKey_Home, GLFW_KEY_HOME},
        {ImGuiKey_End, GLFW_KEY_END},
        {ImGuiKey_Insert, GLFW_KEY_INSERT},
        {ImGuiKey_Delete, GLFW_KEY_DELETE},
        {ImGuiKey_Backspace, GLFW_KEY_BACKSPACE},
        {ImGuiKey_Space, GLFW_KEY_SPACE},
        {ImGuiKey_Enter, GLFW_KEY_ENTER},
        {ImGuiKey_Escape, GLFW_KEY_ESCAPE},
        {ImGuiKey_KeyPadEnter, GLFW_KEY_KP_ENTER},
        {ImGuiKey_A, GLFW_KEY_A},
        {ImGuiKey_C, GLFW_KEY_C},
        {ImGuiKey_V, GLFW_KEY_V},
        {ImGuiKey_X, GLFW_KEY_X},
        {ImGuiKey_Y, GLFW_KEY_Y},
        {ImGuiKey_Z, GLFW_KEY_Z},
    };
    for (const auto& [imgui_key, code] : kPairs) io.KeyMap[imgui_key] = code;
}

}  // namespace app::ui
