#pragma once

#include "app/panels/frame.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app::panels {

/// A row of the console's list: a stretch of one line's text as it fits into the width.
struct ConsoleRow {
    std::size_t line = 0;               ///< index into SessionView::console
    std::size_t begin = 0, length = 0;  ///< of its text
    bool first = false;                 ///< of its line
    bool last = false;
    bool goes_on = false;  ///< the row before was too long for the width
};

/// Cut into rows: at line ends, and what is typed, said or an error also where `characters` are
/// full. What was printed keeps its columns: it scrolls sideways.
std::vector<ConsoleRow> console_rows(const std::vector<engine::session::ConsoleLine>& lines,
                                     std::size_t characters);

/// What was typed, clicked and answered, newest at the bottom.
class ConsoleLines {
public:
    /// Returns the line that was clicked to be typed again.
    std::optional<std::string> draw(Frame& frame, float height);
    /// Up or down by so many views.
    void page(float views) { page_ += views; }

private:
    void follow(const engine::session::SessionView& view, float width);
    void draw_row(Frame& frame, const ConsoleRow& row);
    void draw_menu(Frame& frame, std::size_t index);

    std::vector<ConsoleRow> rows_;
    uint64_t publication_ = ~uint64_t{0};
    float width_ = 0;
    float widest_ = 0;  // of what scrolls sideways
    std::size_t seen_ = 0;
    std::string newest_;
    bool to_end_ = false;
    float page_ = 0;
    std::optional<std::string> taken_;
    std::optional<std::size_t> hovered_, hovering_;
};

}  // namespace app::panels
