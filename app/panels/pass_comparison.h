#pragma once

#include "app/panels/frame.h"
#include "app/panels/layout.h"

#include <string>
#include <string_view>

// What stands on the pass when it is compared with another setting of the flags.

namespace app::panels {

/// The pass on screen carries a comparison.
bool is_compared(const engine::session::SessionView& view);

/// "all eval"
std::string_view name_of(engine::session::CompareWith with);

/// "first parting at **backbone.block1.bn** · output differs by **0.62** on average", shorter where
/// `width` pixels do not hold it.
std::string comparison_words(const engine::session::SessionView& view, float width);

/// Height of the block with the bars, and the least width it needs.
float comparison_height();
float comparison_width();

/// A bar per call, as long as its gap; click to select. `box` is on the screen.
void draw_comparison(const Frame& frame, const Box& box);

}  // namespace app::panels
