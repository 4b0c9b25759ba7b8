#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/plot_store.h"

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void add(double value, AxisScale scale) {
        if (!std::isfinite(value) || (scale == AxisScale::Log10 && value <= 0.0)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    bool empty() const { return low > high; }
};

void extend(const PlotFrame& plot, const PlotItem& item, Extent& x, Extent& y) {
    const AxisScale sx = plot.setup[0].scale;
    const AxisScale sy = plot.setup[1].scale;
    using Kind = PlotItem::Kind;
    if (item.kind == Kind::HeatMap) {
        x.add(item.numbers[0], sx);
        x.add(item.numbers[2], sx);
        y.add(item.numbers[1], sy);
        y.add(item.numbers[3], sy);
        return;
    }
    if (item.kind == Kind::InfLines) {
        Extent& along = item.axis == Axis::X ? x : y;
        for (std::size_t i = 0; i < item.xs.size(); ++i) {
            along.add(item.xs[i], item.axis == Axis::X ? sx : sy);
        }
        return;
    }
    if (item.kind == Kind::Histogram) {
        x.add(item.numbers[0], sx);
        x.add(item.numbers[1], sx);
    }
    const double half_bar = item.kind == Kind::Bars ? item.numbers[0] * 0.5 : 0.0;
    const std::size_t count = std::min(item.xs.size(), item.ys.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(item.ys[i])) continue;
        if (item.kind != Kind::Histogram) {
            x.add(item.xs[i] - half_bar, sx);
            x.add(item.xs[i] + half_bar, sx);
        }
        y.add(item.ys[i], sy);
    }
    if (item.kind == Kind::Shaded) y.add(item.numbers[0], sy);
    if (item.kind == Kind::Bars || item.kind == Kind::Histogram) y.add(0.0, sy);
}

/// What a fitted axis shows of its data: all, with a margin where peaks would touch the edge.
Extent with_margin(Extent extent, AxisScale scale, bool is_x) {
    if (extent.empty()) return {is_x || scale == AxisScale::Linear ? 0.0 : 0.1, 1.0};
    if (scale == AxisScale::Log10) {
        const double margin = std::max(std::log10(extent.high / extent.low) * 0.06, 0.05);
        const double factor = is_x ? 1.0 : std::pow(10.0, margin);
        if (extent.high == extent.low) return {extent.low / 2.0, extent.high * 2.0};
        return {extent.low / factor, extent.high * factor};
    }
    if (extent.high == extent.low) {
        const double around = extent.low == 0.0 ? 1.0 : std::abs(extent.low) * 0.5;
        return is_x ? Extent{extent.low, extent.low + 1.0}
                    : Extent{extent.low - around, extent.high + around};
    }
    if (is_x) return extent;
    const double span = extent.high - extent.low;
    // A loss is read against zero when zero is near.
    if (extent.low >= 0.0 && extent.low < 0.5 * span) return {0.0, extent.high + span * 0.06};
    return {extent.low - span * 0.06, extent.high + span * 0.06};
}

}  // namespace

void fit_axes(PlotFrame& plot) {
    Extent extents[2];
    for (const PlotItem& item : plot.items) {
        if (!item.style.in_fit || plot.hidden(item.name)) continue;
        extend(plot, item, extents[0], extents[1]);
    }
    for (std::size_t i = 0; i < 2; ++i) {
        AxisMemory& axis = plot.memory->axes[i];
        const AxisSetup& setup = plot.setup[i];
        if (setup.fixed) {
            axis = {setup.home_low, setup.home_high, true};
            continue;
        }
        const bool linked = setup.link_low != nullptr && setup.link_high != nullptr;
        if (axis.fitted) {
            const Extent shown = with_margin(extents[i], setup.scale, i == 0);
            const bool home = std::isfinite(setup.home_low) && std::isfinite(setup.home_high);
            axis.low = home ? setup.home_low : shown.low;
            axis.high = home ? setup.home_high : shown.high;
        }
        if (linked) {
            constexpr double kFitted = std::numeric_limits<double>::quiet_NaN();
            *setup.link_low = axis.fitted ? kFitted : axis.low;
            *setup.link_high = axis.fitted ? kFitted : axis.high;
        }
    }
}

void lay_out_plot(PlotFrame& plot) {
    const Theme& t = theme();
    const float small = font(Face::Small)->FontSize;
    const auto axis_map = [&](std::size_t i) {
        const AxisMemory& axis = plot.memory->axes[i];
        return AxisMap{axis.low, axis.high, plot.setup[i].scale, 0.0f, 1.0f};
    };
    plot.x = axis_map(0);
    plot.y = axis_map(1);
    float top = t.px(6);
    if (!plot.setup[1].label.empty()) top += small + t.px(2);
    float bottom = t.px(4);
    if (plot.setup[0].options.ticks || !plot.setup[0].label.empty()) bottom += small + t.px(2);
    bottom += static_cast<float>(plot.ribbon_rows) * t.px(16);
    plot.area.min.y = plot.box.min.y + top;
    plot.area.max.y = std::max(plot.box.max.y - bottom, plot.area.min.y + 1.0f);
    plot.y.first = plot.area.max.y;
    plot.y.last = plot.area.min.y;

    // The left margin depends on the y labels, which depend only on the height.
    plot.y_ticks.clear();
    float gutter = t.px(4);
    if (plot.setup[1].options.ticks) {
        plot.y_ticks = make_ticks(plot.y, plot.setup[1].options.whole, t.px(24),
                                  [small](const std::string&) { return small; });
        for (const Tick& tick : plot.y_ticks) {
            gutter = std::max(gutter, text_size(Face::Small, tick.label).x + t.px(8));
        }
    }
    if (plot.ribbon_rows > 0) gutter = std::max(gutter, t.px(56));
    float right = t.px(10);
    if (plot.legend == LegendPlace::Right) right += plot.legend_width + t.px(4);
    plot.area.min.x = plot.box.min.x + gutter;
    plot.area.max.x = std::max(plot.box.max.x - right, plot.area.min.x + 1.0f);
    plot.x.first = plot.area.min.x;
    plot.x.last = plot.area.max.x;
    plot.x_ticks.clear();
    if (plot.setup[0].options.ticks) {
        plot.x_ticks =
            make_ticks(plot.x, plot.setup[0].options.whole, t.px(16),
                       [](const std::string& label) { return text_size(Face::Small, label).x; });
    }
    plot.memory->area = plot.area;
}

}  // namespace app::ui
