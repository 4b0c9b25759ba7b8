#pragma once

#include <string_view>

namespace app::ui {

/// A row of a popup menu, `width` pixels wide: words at the left, a key cap at the right. True when
/// pressed. The row is the last item.
bool menu_item(std::string_view words, std::string_view key, float width);

/// A hairline between two groups of rows.
void menu_line(float width);

}  // namespace app::ui
