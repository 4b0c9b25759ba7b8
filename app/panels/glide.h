#pragma once

#include <vector>

namespace app::panels {

/// Numbers that move to where they were sent instead of jumping there. Moves only when told to: a
/// new preview jumps (that is the point of it), a flip of the mode glides.
class Glide {
public:
    /// Where they should be now. With `seconds` > 0 they take that long from where they are;
    /// reduced motion and a change of count make it a jump.
    void send(const std::vector<float>& target, double seconds);
    /// Where they are in this frame; asks for more frames while they move.
    const std::vector<float>& now();

private:
    std::vector<float> from_, to_, now_;
    double start_ = 0, seconds_ = 0;
};

}  // namespace app::panels
