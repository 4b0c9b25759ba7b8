#pragma once

#include "app/gfx/texture_cache.h"
#include "app/ui/theme.h"

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace app::ui {

// Plots after ImPlot's model: begin_plot, all setup_*, then what is plotted, end_plot. What is
// plotted is drawn at end_plot (or at the first plot_to_pixels), so data must live until then.

enum class Axis : std::uint8_t { X, Y };
enum class AxisScale : std::uint8_t { Linear, Log10 };
enum class Line : std::uint8_t { None, Solid, Dashed, Dotted };
enum class Marker : std::uint8_t { None, Triangle, Square, Diamond, Circle };
enum class Once : std::uint8_t { Start, Always };  ///< limits: until the person zooms, or fixed

/// A column of numbers of any usual type; points at the caller's data. NaN is a gap.
class Values {
public:
    Values(std::span<const float> values) : data_(values) {}
    Values(std::span<const double> values) : data_(values) {}
    Values(std::span<const std::int64_t> values) : data_(values) {}
    Values(const std::vector<float>& values) : data_(std::span<const float>(values)) {}
    Values(const std::vector<double>& values) : data_(std::span<const double>(values)) {}
    Values(const std::vector<std::int64_t>& values)
        : data_(std::span<const std::int64_t>(values)) {}
    /// start, start + step, ...
    static Values counting(std::size_t count, double start = 0.0, double step = 1.0);

    std::size_t size() const;
    double operator[](std::size_t index) const;

private:
    struct Counting {
        std::size_t count;
        double start;
        double step;
    };
    explicit Values(Counting counting) : data_(counting) {}
    std::variant<std::span<const float>, std::span<const double>, std::span<const std::int64_t>,
                 Counting>
        data_;
};

struct CurveStyle {
    Color color{};
    Line line = Line::Solid;
    float width = 1.0f;                ///< 1 or 2, unscaled
    Marker marker = Marker::None;      ///< every `marker_every` pixels; on each point of a scatter
    float marker_every = 80.0f;        ///< unscaled pixels along x
    float marker_size = 8.0f;          ///< unscaled
    Marker end_marker = Marker::None;  ///< at the newest point and in the legend: ▲ train, ■ eval
    bool in_legend = true;
    bool in_readout = true;  ///< the crosshair reads it
    bool in_fit = true;      ///< axes fit it
    /// What a smoothed curve stands for, as long as it: legend, read-out and copies tell these.
    std::optional<Values> exact{};
};
CurveStyle train_curve();            ///< train outline colour, solid, 2 px
CurveStyle eval_curve();             ///< eval outline colour, dashed, 2 px: the same batch in eval
CurveStyle validation_curve();       ///< ink, dotted, ◆ every 80 px
CurveStyle faint(CurveStyle style);  ///< raw values behind a smoothed curve: no legend, no read-out

/// A write of a flag on the time axis.
struct PlotEvent {
    double x = 0.0;
    bool training = true;   ///< ▲ or ■
    bool by_person = true;  ///< filled, else hollow (the loop wrote it)
    std::string_view tooltip{};
};

/// One stretch of the mode ribbon.
struct RibbonSegment {
    double from = 0.0;
    double to = 0.0;
    bool training = true;
    bool by_person = true;
    std::string_view tooltip{};
};

struct PlotOptions {
    ImVec2 size{0, 0};  ///< pixels; 0: what is left
    bool crosshair = true;
    bool interactive = true;        ///< zoom, pan, menu
    std::string_view empty_text{};  ///< shown while no curve has a point
};

/// False when it is not visible: then neither setup nor end_plot. Anchors "<id>" (the plot area),
/// "<id>/legend/<curve>", "<id>/ribbon/<row>".
bool begin_plot(std::string_view id, const PlotOptions& options = {});
void end_plot();

struct AxisOptions {
    std::string_view label{};     ///< unit or meaning ("step")
    std::string_view read_out{};  ///< the same under the cursor, where `label` has no room
    bool ticks = true;
    bool grid = false;   ///< the y axis has one unless set up otherwise
    bool whole = false;  ///< no fractions: steps, epochs
};
void setup_axis(Axis axis, const AxisOptions& options);
void setup_axis_limits(Axis axis, double low, double high, Once once = Once::Start);
void setup_axis_scale(Axis axis, AxisScale scale);
/// Plots with the same links show the same stretch. NaN: fitted; kept by the caller over frames.
void setup_axis_links(Axis axis, double* low, double* high);
enum class LegendPlace : std::uint8_t { None, Inside, Right };
void setup_legend(LegendPlace place);
/// Rows of the mode ribbon under the x axis.
void setup_ribbon(int rows);

void plot_line(std::string_view name, Values xs, Values ys, const CurveStyle& style);
void plot_scatter(std::string_view name, Values xs, Values ys, const CurveStyle& style);
/// Between y = 0 (or `base`) and the curve.
void plot_shaded(std::string_view name, Values xs, Values ys, Color color, double base = 0.0);
void plot_bars(std::string_view name, Values xs, Values ys, double width, Color color);
/// Counts per bin; bins share low..high.
void plot_histogram(std::string_view name, Values counts, double low, double high, Color color);
void plot_heatmap(std::string_view name, gfx::Texture texture, double x0, double y0, double x1,
                  double y1);
void plot_inf_lines(std::string_view name, Axis axis, Values places, const CurveStyle& style);
void plot_events(std::span<const PlotEvent> events);
/// Returns the index of the segment that was clicked, or -1.
int plot_ribbon(int row, std::string_view label, std::span<const RibbonSegment> segments);
/// Words at a point, `offset` unscaled pixels away from it, on a small ground.
void annotation(double x, double y, ImVec2 offset, Color color, std::string_view words);
/// A tag on the axis itself: the current step.
void tag(Axis axis, double place, Color color, std::string_view words);

/// Fixes the limits for this frame: call after the curves that should be fitted.
ImVec2 plot_to_pixels(double x, double y);
struct PlotPoint {
    double x = 0.0;
    double y = 0.0;
};
PlotPoint pixels_to_plot(ImVec2 pixels);
PlotPoint plot_mouse_position();
bool plot_hovered();
struct PlotLimits {
    double x0, x1, y0, y1;
};
PlotLimits plot_limits();
ImDrawList* plot_draw_list();  ///< clipped to the plot area until end_plot

/// Makes the plot (by its id, in the current id scope) fit its data again at its next frame.
void fit_plot(std::string_view id);

}  // namespace app::ui
