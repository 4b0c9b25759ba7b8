#pragma once

#include "app/panels/console_completion.h"
#include "app/panels/console_history.h"
#include "app/panels/frame.h"
#include "app/ui/code_input.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace app::panels {

/// Where lines of PyTorch are typed: several lines, completion, history, and what runs now.
class ConsolePrompt {
public:
    /// Pixels that it takes of the panel.
    float height() const;
    void draw(Frame& frame);
    /// In place of what is typed, with the keyboard on it.
    void take(std::string line);
    /// Page keys, for the list above; zero for none.
    float take_page() { return std::exchange(page_, 0.0f); }

private:
    void press(Frame& frame);
    void enter(Frame& frame, bool at_once);
    void new_line();
    void tab();
    void escape(Frame& frame);
    void walk(bool up);
    void accept();
    // Ctrl+R: words, and the line that has them.
    void search(Frame& frame, const ui::CodeKeys& keys);
    void draw_over(Frame& frame, ImVec2 corner, float width);
    static void draw_note(ImVec2 above, const std::string& words);
    float draw_running(Frame& frame, ImVec2 above, float width);
    float draw_search(ImVec2 above, float width) const;
    void run(Frame& frame, const std::string& text);

    struct Search {
        std::string before;             // what had been typed
        std::optional<std::size_t> at;  // in the history
        std::string words;              // that `at` was found by
    };

    ui::CodeInput input_;
    ConsoleHistory history_;
    bool history_read_ = false;
    ConsoleCompletion completion_;
    std::optional<Search> search_;
    std::pair<std::string, std::size_t> asked_;  // for completion
    std::string walked_;                         // what the walk through the history put there
    float page_ = 0;
    double running_since_ = -1;  // ui clock; negative: nothing runs
};

}  // namespace app::panels
