#pragma once

#include <string_view>

namespace app::ui {

/// Words for the last item, shown once the mouse has rested on it for 0.4 s; empty: nothing.
/// Also for a disabled item. **bold** and `code` are understood.
void tooltip(std::string_view words);

/// True when the last item is hovered and the mouse has rested: for tooltips with own content.
bool tooltip_due();

}  // namespace app::ui
