#pragma once

#include "app/ui/theme.h"

#include <imgui.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace app::ui {

/// Bytes of a line in a colour of their own; what lies between pieces is plain.
struct CodePiece {
    int begin = 0, end = 0;
    Color color{};
};

/// What a code editor shows besides its text.
struct CodeEditorOptions {
    ImVec2 size{};             ///< pixels
    int marked = 0;            ///< a line from 1 that is wrong; 0: none
    int begin = 0, end = 0;    ///< bytes of that line to underline
    bool focus = false;        ///< the keyboard goes into it now
    bool show_marked = false;  ///< scroll there now
    /// The pieces of a line from 0 of the text as it is now; asked for lines in sight only.
    std::function<std::vector<CodePiece>(const std::string& text, int line)> pieces{};
};

/// A field for code: monospaced, with line numbers. Tab inserts spaces up to the next fourth
/// column, Enter keeps the indentation and deepens it after a colon, Ctrl+Z undoes. Escape and
/// Ctrl+Enter leave the field, and the text as it is.
class CodeEditor {
public:
    /// True when the text changed. It is the last item afterwards: name it with ui::anchor.
    bool draw(const char* id, std::string& text, const CodeEditorOptions& options);
    /// The keyboard was in it when the last frame began.
    bool active() const { return active_; }

private:
    static int on_event(ImGuiInputTextCallbackData* data);
    void type_ahead(const std::string& text);
    void draw_gutter(ImVec2 min, ImVec2 max, float gutter, int lines,
                     const CodeEditorOptions& options) const;
    void draw_code(ImDrawList* list, ImVec2 first, float bottom, const std::string& text,
                   const CodeEditorOptions& options) const;
    void draw_caret(ImDrawList* list, ImVec2 first, const std::string& text) const;

    bool active_ = false;
    int cursor_ = 0;             // byte
    int lines_to_come_ = 0;      // line ends of ours, among the characters typed ahead
    bool swallow_line_ = false;  // the one that ImGui would make of Enter
    bool swallow_tab_ = false;
    float scroll_x_ = 0, scroll_y_ = 0;
    bool caret_shown_ = false;  // it blinks
};

}  // namespace app::ui
