#pragma once

#include "app/panels/frame.h"

#include <cstdint>
#include <optional>

namespace app::panels {

/// The steps of this branch as a bar with a cursor; ▲ and ■ where a flag was written, filled by a
/// person, hollow by the loop. Dragging shows the step, letting go seeks; arrow keys go by one.
class Timeline {
public:
    /// Takes `width` x `height` pixels at the cursor. Anchor "timeline".
    void draw(const Frame& frame, float width, float height);

private:
    std::optional<int64_t> dragged_;
};

}  // namespace app::panels
