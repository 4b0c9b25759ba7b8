#pragma once

#include <span>
#include <string>
#include <string_view>

namespace app::ui {

struct DropdownOptions {
    std::string_view placeholder = "—";  ///< shown while nothing is chosen
    std::string_view tooltip{};
    float width = 0.0f;  ///< pixels; 0: as wide as the shown choice
    bool flat = false;   ///< words with ▾ only
};

/// A button "20 steps/s ▾" that opens a list. True when another one was chosen (`index` is then
/// set). The button is the last item; anchors "<id>" and, when open, "<id>/<choice>".
bool dropdown(std::string_view id, std::span<const std::string> choices, int& index,
              const DropdownOptions& options = {});

/// `one class | shuffled | 1 sample`: the current one bold, the others links. True when changed.
/// Anchors "<id>/<choice>".
bool link_group(std::string_view id, std::span<const std::string> choices, int& index);

/// Tabs with a line under the current one. True when changed. Anchors "<id>/<name>".
bool tab_bar(std::string_view id, std::span<const std::string> names, int& index);

}  // namespace app::ui
