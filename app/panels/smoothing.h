#pragma once

#include "engine/session/view.h"

#include <cstddef>
#include <vector>

namespace app::panels {

/// A running mean of a noisy curve, kept from frame to frame: only new points cost something.
///
///     k = 0.9^(steps since the last point),   m = k m + (1 - k) x,   w = k w + (1 - k),   shown: m
///     / w
///
/// which starts at the first value instead of at 0 (the correction that Adam makes, too). Counting
/// in steps, a curve measured every fifth step lags no more than one measured at each.
class Smoothed {
public:
    /// As long as `curve`; valid until the next call.
    const std::vector<float>& of(const engine::session::Curve& curve);

private:
    std::vector<float> seen_, shown_;
    double mean_ = 0, weight_ = 0;
};

}  // namespace app::panels
