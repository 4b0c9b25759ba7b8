#pragma once

#include "app/ui/plot.h"

#include <functional>
#include <string>
#include <vector>

namespace app::ui {

/// From an axis's numbers to pixels and back.
struct AxisMap {
    double low = 0.0;
    double high = 1.0;
    AxisScale scale = AxisScale::Linear;
    float first = 0.0f;  ///< pixel of `low` (of a y axis: the lower edge)
    float last = 1.0f;   ///< pixel of `high`

    /// Linear: the value; Log10: its logarithm (of at least 1e-300).
    double unit(double value) const;
    double from_unit(double unit) const;
    float pixel(double value) const;  ///< clamped to a range that ImGui draws safely
    double value(float pixel) const;
};

struct Tick {
    double value = 0.0;
    std::string label;
};

/// Ticks at 1, 2, 5 x 10^n (log: powers of ten, with 2 and 5 between them where there is room), as
/// many as fit without overlap. `width_of` measures a label along the axis in pixels; `gap` is kept
/// between two; `whole`: no fractions.
std::vector<Tick> make_ticks(const AxisMap& map, bool whole, float gap,
                             const std::function<float(const std::string&)>& width_of);

/// Four significant digits, no trailing zeros, "−" never on zero: "0.2713".
std::string format_value(double value);

}  // namespace app::ui
