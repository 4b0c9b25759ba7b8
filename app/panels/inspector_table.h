#pragma once

#include "app/panels/frame.h"
#include "app/panels/just_changed.h"

#include <span>
#include <string>
#include <string_view>

namespace app::panels {

/// At most three significant digits, as a table shows them: "0.0412", "1,536", "1.2e-06".
std::string table_number(double number);

/// One tensor a row, numbers aligned right; a click opens its picture, another closes it. Columns
/// that do not fit stand in the row's tooltip alone. Anchors "<id>/<name>".
void draw_tensor_table(Frame& frame, std::string_view id,
                       std::span<const engine::session::TensorView> tensors, JustChanged& changes);

}  // namespace app::panels
