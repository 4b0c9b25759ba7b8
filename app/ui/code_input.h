#pragma once

#include <imgui.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace app::ui {

/// Keys of a frame that mean something to a prompt and nothing to its text.
struct CodeKeys {
    bool enter = false;     ///< without Shift
    bool new_line = false;  ///< Shift+Enter
    bool run = false;       ///< Ctrl+Enter
    bool tab = false;
    bool complete = false;  ///< Ctrl+Space
    bool escape = false;
    bool interrupt = false;  ///< Ctrl+C with nothing selected
    bool search = false;     ///< Ctrl+R
    bool up = false, down = false;
    bool page_up = false, page_down = false;
};

/// A prompt's text of one line or several, in the mono face, with `>>>` and `...` before its lines.
/// It never loses the keyboard to Enter, Tab or Escape: who owns it reads keys() first, says what
/// becomes of the text, and draws it then.
class CodeInput {
public:
    const std::string& text() const { return text_; }
    std::size_t cursor() const { return cursor_; }  ///< in bytes
    bool active() const { return active_; }
    bool on_first_line() const;
    bool on_last_line() const;
    /// In place of everything, from the next draw() on; the cursor goes to a byte.
    void set(std::string text, std::size_t cursor);
    /// At the cursor, which goes behind it.
    void insert(std::string_view text);
    /// Takes the keyboard at the next draw(), or gives it up.
    void focus() { focus_ = true; }
    void leave();

    /// Of this frame; none while another item has the keyboard.
    CodeKeys keys() const;

    struct Look {
        std::string_view hint{};  ///< faint words in an empty prompt
        std::string_view prompt = ">>>";
        float width = 0;     ///< pixels, with the prompt's signs
        int most_lines = 8;  ///< more of them scroll
        bool arrows = true;  ///< false: Up and Down are somebody else's now
    };
    float height(int most_lines) const;
    void draw(std::string_view id, const Look& look);

    /// Top left of the character at a byte of the text, pixels; of the last draw().
    ImVec2 place_of(std::size_t byte) const;

private:
    static int edit(ImGuiInputTextCallbackData* data);
    void draw_signs(ImVec2 at, const Look& look) const;
    int lines() const;

    std::string text_;
    std::size_t cursor_ = 0;
    std::optional<std::string> replacement_;
    std::optional<std::size_t> cursor_wanted_;
    bool active_ = false;
    bool selected_ = false;  // some of the text
    bool focus_ = false, leave_ = false;
    ImVec2 first_{0, 0};  // top left of the text, scrolled
    float scroll_y_ = 0;
};

}  // namespace app::ui
