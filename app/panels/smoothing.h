#pragma once

#include "engine/session/view.h"

#include <cstddef>
#include <vector>

namespace app::panels {

/// A running mean of a noisy curve, kept from frame to frame: only new points cost something.
///
///     m_t = 0.9 m_(t-1) + 0.1 x_t,   shown: m_t / (1 - 0.9^t)
///
/// which starts at the first value instead of at 0 (the correction that Adam makes, too).
class Smoothed {
public:
    /// As long as `curve`; valid until the next call.
    const std::vector<float>& of(const engine::session::Curve& curve);

private:
    std::vector<float> seen_, shown_;
    double mean_ = 0, weight_ = 0;
};

}  // namespace app::panels
