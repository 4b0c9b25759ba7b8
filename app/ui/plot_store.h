#pragma once

#include "app/ui/plot.h"
#include "app/ui/plot_axis.h"

#include <imgui.h>

#include <array>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace app::ui {

/// A box in pixels.
struct Box {
    ImVec2 min{0, 0};
    ImVec2 max{0, 0};

    bool contains(ImVec2 p) const {
        return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y;
    }
    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
};

/// What one axis remembers from frame to frame.
struct AxisMemory {
    double low = 0.0;
    double high = 1.0;
    bool fitted = true;  ///< follows its data until the person zooms or pans
};

/// What one plot remembers from frame to frame.
struct PlotMemory {
    std::array<AxisMemory, 2> axes;
    Box area;                  ///< of the last frame: where the mouse is judged
    std::vector<Box> widgets;  ///< legend rows and ribbon rows of the last frame: not the plot's
    std::set<std::string, std::less<>> hidden;
    std::string highlighted;
    std::optional<ImVec2> box_from;  ///< where a right drag began
    bool menu_wanted = false;
};

/// One thing that was plotted.
struct PlotItem {
    enum class Kind : std::uint8_t { Line, Scatter, Shaded, Bars, Histogram, HeatMap, InfLines };
    Kind kind;
    std::string name;
    Values xs;
    Values ys;
    CurveStyle style;
    std::array<double, 4> numbers{};  ///< base; bar width; low, high; x0, y0, x1, y1
    gfx::Texture texture{};
    Axis axis = Axis::X;
};

struct AxisSetup {
    AxisOptions options;
    std::string label, read_out;
    AxisScale scale = AxisScale::Linear;
    double home_low = std::numeric_limits<double>::quiet_NaN();  ///< limits of setup_axis_limits
    double home_high = std::numeric_limits<double>::quiet_NaN();
    bool fixed = false;
    double* link_low = nullptr;
    double* link_high = nullptr;
};

struct PlotNote {
    double x, y;
    ImVec2 offset;
    Color color;
    std::string words;
};

struct PlotTag {
    Axis axis;
    double place;
    Color color;
    std::string words;
};

/// The plot between begin_plot and end_plot.
struct PlotFrame {
    std::string id;
    ImGuiID item = 0;
    Box box;   ///< all of it
    Box area;  ///< where curves are
    Box clip;  ///< what of the window can be seen
    PlotOptions options;
    std::string empty_text;
    std::array<AxisSetup, 2> setup;
    LegendPlace legend = LegendPlace::None;
    float legend_width = 0.0f;  ///< pixels
    int ribbon_rows = 0;
    bool hovered = false;
    bool locked = false;
    AxisMap x;
    AxisMap y;
    std::vector<Tick> x_ticks;
    std::vector<Tick> y_ticks;
    std::vector<PlotItem> items;
    std::vector<PlotNote> notes;
    std::vector<PlotTag> tags;
    std::vector<Box> widgets;
    PlotMemory* memory = nullptr;

    bool hidden(std::string_view name) const { return memory->hidden.contains(name); }
};

struct PlotStore {
    std::map<ImGuiID, PlotMemory> memories;
    std::unique_ptr<PlotFrame> frame;  ///< null between plots
};

// The parts of a plot, in the order in which a frame meets them.
void handle_plot_input(PlotFrame& plot);
void measure_plot_legend(PlotFrame& plot);
void fit_axes(PlotFrame& plot);
void lay_out_plot(PlotFrame& plot);
void draw_plot_ground(const PlotFrame& plot);
void draw_plot_item(const PlotFrame& plot, const PlotItem& item);
void draw_plot_notes(const PlotFrame& plot);
void draw_plot_legend(PlotFrame& plot);
void draw_plot_readout(const PlotFrame& plot);
void draw_plot_menu(PlotFrame& plot);

}  // namespace app::ui
