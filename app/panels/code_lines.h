#pragma once

#include "app/panels/frame.h"

#include <optional>
#include <string>
#include <vector>

namespace app::panels {

/// The model's file, line by line: colours, what ran in the pass on screen and what it did there.
class CodeLines {
public:
    /// Fills what is left of the window.
    void draw(Frame& frame);

private:
    struct Line;

    void find_places(const Frame& frame);
    void follow(const Frame& frame, float height);
    int wanted_line(const Frame& frame);
    int line_of_module(const Frame& frame, const std::string& path) const;
    std::vector<int> modules_of(const Frame& frame, int line) const;
    float top_of(int line) const;

    void draw_line(Frame& frame, int number);
    void press(Frame& frame, Line& line);
    void draw_ground(const Line& line) const;
    void draw_gutter(const Line& line) const;
    float draw_text(const Line& line) const;
    std::vector<engine::session::CodeNote> notes_of(const Frame& frame, const Line& line) const;
    void draw_problem(const Frame& frame, const Line& line) const;

    // Of the frame being drawn.
    float row_ = 18, gutter_ = 0, digits_ = 0;  // pixels
    int current_ = 0, lit_ = 0, selected_ = 0;  // lines; 0: none
    int problem_ = 0;
    float problem_height_ = 0;  // of the words under that line
    std::vector<int> ran_;      // lines up to the cursor, rising

    // What the scroll has seen.
    bool placed_ = false;
    int seen_current_ = 0, seen_problem_ = 0;
    std::optional<std::string> seen_selected_;
    const engine::session::CodeText* seen_text_ = nullptr;
};

}  // namespace app::panels
