#pragma once

#include <imgui.h>

#include <bitset>
#include <cstdint>
#include <deque>
#include <string_view>

namespace app::ui {

/// Everything a hand does, in order. ImGui 1.86 keeps only the last state between two frames; this
/// queue hands over as much as one frame can tell apart and keeps the rest for the next. The
/// window, tests, lessons and screenshots all press through it.
class InputQueue {
public:
    void move(float x, float y);          ///< pixels from the top left
    void button(int index, bool down);    ///< 0 left, 1 right, 2 middle
    void wheel(float dx, float dy);       ///< notches; dy > 0 is up
    void key(int code, bool down);        ///< GLFW_KEY_*
    void character(unsigned code_point);  ///< typed text
    void text(std::string_view utf8);     ///< types a string
    void click(float x, float y, int button_index = 0);
    void press(int key_code);  ///< down and up

    bool empty() const { return events_.empty(); }
    void release_all();  ///< focus was lost: nothing stays pressed

    /// Hands one frame's worth to ImGui: stops before an event that would hide an earlier one.
    void apply(ImGuiIO& io);

private:
    enum class Kind : std::uint8_t { Move, Button, Wheel, Key, Text };
    struct Event {
        Kind kind;
        bool down = false;
        unsigned code = 0;
        float x = 0.0f;
        float y = 0.0f;
    };
    struct Handed;  // what this frame has already been told

    bool must_wait(const Event& event, const Handed& handed) const;
    void hand_over(const Event& event, Handed& handed, ImGuiIO& io);

    std::deque<Event> events_;
    ImVec2 mouse_{-1e30f, -1e30f};
    std::bitset<5> down_;
    std::bitset<512> keys_;
};

/// Tells ImGui which code stands for which of its keys (GLFW's codes).
void set_key_map(ImGuiIO& io);

}  // namespace app::ui
