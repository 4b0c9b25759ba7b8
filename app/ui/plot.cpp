#include "app/ui/plot.h"

#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/plot_store.h"

#include <imgui_internal.h>

#include <cmath>

namespace app::ui {

namespace {

PlotFrame& open_plot() {
    IM_ASSERT(current().plots().frame != nullptr && "only between begin_plot and end_plot");
    return *current().plots().frame;
}

AxisSetup& setup_of(Axis axis) {
    return open_plot().setup[static_cast<std::size_t>(axis)];
}

/// Fixes limits and layout, and draws what was plotted so far. Later items are drawn at once.
void lock(PlotFrame& plot) {
    if (plot.locked) return;
    plot.locked = true;
    handle_plot_input(plot);
    measure_plot_legend(plot);
    fit_axes(plot);
    lay_out_plot(plot);
    draw_plot_ground(plot);
    ImGui::PushClipRect(plot.area.min, plot.area.max, true);
    for (const PlotItem& item : plot.items) draw_plot_item(plot, item);
}

void add(PlotItem item) {
    PlotFrame& plot = open_plot();
    plot.items.push_back(std::move(item));
    if (plot.locked) draw_plot_item(plot, plot.items.back());
}

constexpr std::span<const double> kNone{};

}  // namespace

bool begin_plot(std::string_view id, const PlotOptions& options) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    PlotStore& store = current().plots();
    IM_ASSERT(store.frame == nullptr && "end_plot is missing");
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const ImVec2 size{std::max(options.size.x > 0 ? options.size.x : room.x, px(80)),
                      std::max(options.size.y > 0 ? options.size.y : room.y, px(60))};
    const ImVec2 at = window->DC.CursorPos;
    auto plot = std::make_unique<PlotFrame>();
    plot->id = id;
    plot->item = window->GetID(id.data(), id.data() + id.size());
    plot->box = {at, {at.x + size.x, at.y + size.y}};
    plot->clip = {window->ClipRect.Min, window->ClipRect.Max};
    plot->options = options;
    plot->empty_text = options.empty_text;
    plot->setup[1].options.grid = true;
    plot->memory = &store.memories[plot->item];
    ImGui::ItemSize(size);
    if (!ImGui::ItemAdd({plot->box.min, plot->box.max}, plot->item)) return false;
    draw_focus_ring(px(2));
    store.frame = std::move(plot);
    return true;
}

void end_plot() {
    PlotFrame& plot = open_plot();
    lock(plot);
    draw_plot_notes(plot);
    ImGui::PopClipRect();
    draw_plot_legend(plot);
    draw_plot_readout(plot);
    draw_plot_menu(plot);
    anchor_box(plot.id, plot.area.min, plot.area.max);
    plot.memory->widgets = plot.widgets;
    current().plots().frame.reset();
}

void setup_axis(Axis axis, const AxisOptions& options) {
    AxisSetup& setup = setup_of(axis);
    setup.options = options;
    setup.label = options.label;
    setup.read_out = options.read_out.empty() ? options.label : options.read_out;
}

void setup_axis_limits(Axis axis, double low, double high, Once once) {
    AxisSetup& setup = setup_of(axis);
    setup.home_low = low;
    setup.home_high = high;
    setup.fixed = once == Once::Always;
}

void setup_axis_scale(Axis axis, AxisScale scale) {
    setup_of(axis).scale = scale;
}

void setup_axis_links(Axis axis, double* low, double* high) {
    AxisSetup& setup = setup_of(axis);
    setup.link_low = low;
    setup.link_high = high;
    AxisMemory& memory = open_plot().memory->axes[static_cast<std::size_t>(axis)];
    memory.fitted = !std::isfinite(*low) || !std::isfinite(*high) || !(*high > *low);
    if (!memory.fitted) memory = {*low, *high, false};
}

void setup_legend(LegendPlace place) {
    open_plot().legend = place;
}

void setup_ribbon(int rows) {
    open_plot().ribbon_rows = rows;
}

void plot_line(std::string_view name, Values xs, Values ys, const CurveStyle& style) {
    add({.kind = PlotItem::Kind::Line,
         .name = std::string(name),
         .xs = xs,
         .ys = ys,
         .style = style});
}

void plot_scatter(std::string_view name, Values xs, Values ys, const CurveStyle& style) {
    add({.kind = PlotItem::Kind::Scatter,
         .name = std::string(name),
         .xs = xs,
         .ys = ys,
         .style = style});
}

void plot_shaded(std::string_view name, Values xs, Values ys, Color color, double base) {
    add({.kind = PlotItem::Kind::Shaded,
         .name = std::string(name),
         .xs = xs,
         .ys = ys,
         .style = {.color = color, .in_legend = false, .in_readout = false},
         .numbers = {base}});
}

void plot_bars(std::string_view name, Values xs, Values ys, double width, Color color) {
    add({.kind = PlotItem::Kind::Bars,
         .name = std::string(name),
         .xs = xs,
         .ys = ys,
         .style = {.color = color, .end_marker = Marker::Square},
         .numbers = {width}});
}

void plot_histogram(std::string_view name, Values counts, double low, double high, Color color) {
    add({.kind = PlotItem::Kind::Histogram,
         .name = std::string(name),
         .xs = Values::counting(counts.size()),
         .ys = counts,
         .style = {.color = color, .in_readout = false},
         .numbers = {low, high}});
}

void plot_heatmap(std::string_view name, gfx::Texture texture, double x0, double y0, double x1,
                  double y1) {
    add({.kind = PlotItem::Kind::HeatMap,
         .name = std::string(name),
         .xs = kNone,
         .ys = kNone,
         .style = {.color = {}, .in_legend = false, .in_readout = false},
         .numbers = {x0, y0, x1, y1},
         .texture = texture});
}

void plot_inf_lines(std::string_view name, Axis axis, Values places, const CurveStyle& style) {
    CurveStyle quiet = style;
    quiet.in_readout = false;
    add({.kind = PlotItem::Kind::InfLines,
         .name = std::string(name),
         .xs = places,
         .ys = kNone,
         .style = quiet,
         .axis = axis});
}

void annotation(double x, double y, ImVec2 offset, Color color, std::string_view words) {
    open_plot().notes.push_back({x, y, offset, color, std::string(words)});
}

void tag(Axis axis, double place, Color color, std::string_view words) {
    open_plot().tags.push_back({axis, place, color, std::string(words)});
}

ImVec2 plot_to_pixels(double x, double y) {
    PlotFrame& plot = open_plot();
    lock(plot);
    return {plot.x.pixel(x), plot.y.pixel(y)};
}

PlotPoint pixels_to_plot(ImVec2 pixels) {
    PlotFrame& plot = open_plot();
    lock(plot);
    return {plot.x.value(pixels.x), plot.y.value(pixels.y)};
}

PlotPoint plot_mouse_position() {
    return pixels_to_plot(ImGui::GetMousePos());
}

bool plot_hovered() {
    PlotFrame& plot = open_plot();
    lock(plot);
    return plot.hovered && plot.area.contains(ImGui::GetMousePos());
}

PlotLimits plot_limits() {
    PlotFrame& plot = open_plot();
    lock(plot);
    return {plot.x.low, plot.x.high, plot.y.low, plot.y.high};
}

ImDrawList* plot_draw_list() {
    lock(open_plot());
    return ImGui::GetWindowDrawList();
}

void fit_plot(std::string_view id) {
    const ImGuiID item = ImGui::GetCurrentWindow()->GetID(id.data(), id.data() + id.size());
    for (AxisMemory& axis : current().plots().memories[item].axes) axis.fitted = true;
}

}  // namespace app::ui
