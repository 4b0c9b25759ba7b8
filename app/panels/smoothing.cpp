#include "app/panels/smoothing.h"

#include <algorithm>
#include <cmath>

namespace app::panels {
namespace {

constexpr double kKept = 0.9;  // of the mean, after one step

}  // namespace

const std::vector<float>& Smoothed::of(const engine::session::Curve& curve) {
    const std::vector<float>& values = curve.value;
    const bool goes_on =
        values.size() >= seen_.size() && std::equal(seen_.begin(), seen_.end(), values.begin());
    if (!goes_on) {  // another run, or back in time
        shown_.clear();
        mean_ = weight_ = 0;
    }
    for (std::size_t i = shown_.size(); i < values.size(); ++i) {
        if (std::isfinite(values[i])) {
            const double steps = i > 0 ? std::max(1.0F, curve.step[i] - curve.step[i - 1]) : 1.0;
            const double kept = std::pow(kKept, steps);
            mean_ = kept * mean_ + (1 - kept) * static_cast<double>(values[i]);
            weight_ = kept * weight_ + (1 - kept);
        }
        shown_.push_back(weight_ > 0 ? static_cast<float>(mean_ / weight_) : values[i]);
    }
    seen_ = values;
    return shown_;
}

}  // namespace app::panels
