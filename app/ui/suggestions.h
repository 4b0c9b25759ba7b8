#pragma once

#include <imgui.h>

#include <span>
#include <string>
#include <string_view>

namespace app::ui {

/// A row of a list of suggestions: what would be written, and faint words on it.
struct Suggestion {
    std::string text;
    std::string detail;
};

struct SuggestionsAsked {
    ImVec2 above{};     ///< the list's lower left corner, pixels
    int chosen = 0;     ///< the row that the keyboard is on
    bool show = false;  ///< scroll to it
    int rows = 8;       ///< more of them scroll
};

/// A list over the window that takes the keyboard from nobody. Rows have anchors "<id>/0", ...
/// Returns the row that was clicked, or -1.
int suggestions(std::string_view id, std::span<const Suggestion> rows,
                const SuggestionsAsked& asked);

}  // namespace app::ui
