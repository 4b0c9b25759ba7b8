#pragma once

#include "engine/session/view.h"

namespace app::panels {

/// A lens on one kind of module, and the one beside it.
struct LensKind {
    const char* name;   ///< "Dropout"
    const char* other;  ///< "BatchNorm"
    bool engine::session::ModuleView::*is_of_it;
};

/// Says why a lens has nothing to show: there is no such module, or the pass did not come to one.
void draw_empty_lens(const engine::session::SessionView& view, const LensKind& kind);

}  // namespace app::panels
