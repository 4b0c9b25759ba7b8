#include "app/ui/plot_axis.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace app::ui {

namespace {

constexpr double kSmallestLog = 1e-300;
constexpr float kFarPixels = 1e6f;

std::string format_tick(double value, double step) {
    char text[48];
    const double largest = std::max(std::abs(value), step);
    if (value == 0.0) value = 0.0;  // never "-0"
    if (largest >= 1e7 || step < 1e-6) {
        std::snprintf(text, sizeof text, "%.4g", value);
    } else {
        const int digits = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
        std::snprintf(text, sizeof text, "%.*f", digits, value);
    }
    return text;
}

/// The k-th of 1, 2, 5, 10, 20, 50, ... times 10^`decade`.
double nice_step(int decade, int k) {
    constexpr double kBase[] = {1.0, 2.0, 5.0};
    return kBase[k % 3] * std::pow(10.0, decade + k / 3);
}

bool overlaps(const std::vector<Tick>& ticks, const AxisMap& map, float gap,
              const std::function<float(const std::string&)>& width_of) {
    for (std::size_t i = 1; i < ticks.size(); ++i) {
        const float room = std::abs(map.pixel(ticks[i].value) - map.pixel(ticks[i - 1].value));
        const float wanted = 0.5f * (width_of(ticks[i].label) + width_of(ticks[i - 1].label)) + gap;
        if (room < wanted) return true;
    }
    return false;
}

std::vector<Tick> linear_ticks(double low, double high, double step) {
    std::vector<Tick> ticks;
    const double first = std::ceil(low / step - 1e-6);
    const double last = std::floor(high / step + 1e-6);
    for (double k = first; k <= last; k += 1.0) {
        ticks.push_back({k * step, format_tick(k * step, step)});
    }
    return ticks;
}

std::vector<Tick> log_ticks(double low, double high, int decades, bool between) {
    std::vector<Tick> ticks;
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::ceil(std::log10(high)));
    for (int decade = first; decade <= last; ++decade) {
        if ((decade - first) % decades != 0) continue;
        for (const double factor : {1.0, 2.0, 5.0}) {
            if (factor > 1.0 && !between) continue;
            const double value = factor * std::pow(10.0, decade);
            if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
            char text[32];
            std::snprintf(text, sizeof text, "%g", value);
            ticks.push_back({value, text});
        }
    }
    return ticks;
}

}  // namespace

double AxisMap::unit(double value) const {
    return scale == AxisScale::Log10 ? std::log10(std::max(value, kSmallestLog)) : value;
}

double AxisMap::from_unit(double unit) const {
    return scale == AxisScale::Log10 ? std::pow(10.0, unit) : unit;
}

float AxisMap::pixel(double value) const {
    const double from = unit(low);
    const double span = unit(high) - from;
    const double part = span != 0.0 ? (unit(value) - from) / span : 0.0;
    const double at = first + part * (static_cast<double>(last) - first);
    return std::clamp(static_cast<float>(at), -kFarPixels, kFarPixels);
}

double AxisMap::value(float pixel) const {
    const double part = last != first ? (static_cast<double>(pixel) - first) / (last - first) : 0.0;
    return from_unit(unit(low) + part * (unit(high) - unit(low)));
}

std::vector<Tick> make_ticks(const AxisMap& map, bool whole, float gap,
                             const std::function<float(const std::string&)>& width_of) {
    if (!(map.high > map.low) || !std::isfinite(map.high - map.low)) return {};
    if (map.scale == AxisScale::Log10) {
        if (map.low <= 0.0) return {};
        if (const auto dense = log_ticks(map.low, map.high, 1, true);
            dense.size() >= 2 && !overlaps(dense, map, gap, width_of)) {
            return dense;
        }
        for (const int decades : {1, 2, 5, 10, 20, 50, 100}) {
            auto ticks = log_ticks(map.low, map.high, decades, false);
            if (ticks.size() < 2) break;
            if (!overlaps(ticks, map, gap, width_of)) return ticks;
        }
    }
    const double span = map.high - map.low;
    const int decade = static_cast<int>(std::floor(std::log10(span))) - 2;
    constexpr int kSteps = 12;
    for (int k = 0; k < kSteps; ++k) {
        const double step = nice_step(decade, k);
        if (whole && step < 1.0) continue;
        if (span / step > 200.0) continue;  // cannot fit, and would be slow to find out
        auto ticks = linear_ticks(map.low, map.high, step);
        if (!overlaps(ticks, map, gap, width_of)) return ticks;
    }
    return {};
}

std::string format_value(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value == 0.0 ? 0.0 : value);
    return text;
}

}  // namespace app::ui
