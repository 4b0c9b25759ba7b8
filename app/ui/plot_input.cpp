// The mouse and the keys on a plot, judged by the layout of the last frame.
#include "app/ui/context.h"
#include "app/ui/plot_store.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

constexpr float kDragPixels = 5.0f;  // less is a click
constexpr double kZoomPerNotch = 0.85;
constexpr double kSmallestPart = 1e-12;  // of the axis's own size: below, doubles run out

AxisMap map_of(const PlotFrame& plot, Axis axis) {
    const auto i = static_cast<std::size_t>(axis);
    const AxisMemory& memory = plot.memory->axes[i];
    const Box& area = plot.memory->area;
    return axis == Axis::X
               ? AxisMap{memory.low, memory.high, plot.setup[0].scale, area.min.x, area.max.x}
               : AxisMap{memory.low, memory.high, plot.setup[1].scale, area.max.y, area.min.y};
}

/// Sets an axis's limits by hand; ignored when they would be too narrow to draw, or the axis is
/// fixed.
void set_limits(PlotFrame& plot, Axis axis, double low, double high) {
    const auto i = static_cast<std::size_t>(axis);
    if (plot.setup[i].fixed || !std::isfinite(low) || !std::isfinite(high)) return;
    const double size = std::max(std::abs(low), std::abs(high));
    if (!(high - low > size * kSmallestPart)) return;
    plot.memory->axes[i] = {low, high, false};
}

void zoom(PlotFrame& plot, Axis axis, float at, double factor) {
    const AxisMap map = map_of(plot, axis);
    const double center = map.unit(map.value(at));
    const double low = center + (map.unit(map.low) - center) * factor;
    const double high = center + (map.unit(map.high) - center) * factor;
    set_limits(plot, axis, map.from_unit(low), map.from_unit(high));
}

void pan(PlotFrame& plot, Axis axis, float pixels) {
    const AxisMap map = map_of(plot, axis);
    set_limits(plot, axis, map.value(map.first - pixels), map.value(map.last - pixels));
}

void fit(PlotFrame& plot) {
    for (AxisMemory& axis : plot.memory->axes) axis.fitted = true;
}

/// Which axes the mouse is about: over an axis's numbers only that one.
void axes_under(const Box& area, ImVec2 mouse, bool& over_x, bool& over_y) {
    over_x = mouse.y >= area.max.y || area.contains(mouse);
    over_y = mouse.x < area.min.x || area.contains(mouse);
    if (mouse.y >= area.max.y) over_y = false;
}

void handle_keys(PlotFrame& plot) {
    const Box& area = plot.memory->area;
    const ImVec2 middle{(area.min.x + area.max.x) * 0.5f, (area.min.y + area.max.y) * 0.5f};
    const auto zoom_both = [&](double factor) {
        zoom(plot, Axis::X, middle.x, factor);
        zoom(plot, Axis::Y, middle.y, factor);
    };
    if (ImGui::IsKeyPressed(GLFW_KEY_EQUAL) || ImGui::IsKeyPressed(GLFW_KEY_KP_ADD)) {
        zoom_both(kZoomPerNotch);
    }
    if (ImGui::IsKeyPressed(GLFW_KEY_MINUS) || ImGui::IsKeyPressed(GLFW_KEY_KP_SUBTRACT)) {
        zoom_both(1.0 / kZoomPerNotch);
    }
    if (ImGui::IsKeyPressed(GLFW_KEY_0) || ImGui::IsKeyPressed(GLFW_KEY_KP_0)) fit(plot);
}

void handle_right_button(PlotFrame& plot, ImVec2 mouse) {
    PlotMemory& memory = *plot.memory;
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Right) && plot.hovered &&
        memory.area.contains(mouse)) {
        memory.box_from = mouse;
    }
    if (!memory.box_from || ImGui::IsMouseDown(ImGuiMouseButton_Right)) return;
    const ImVec2 from = *memory.box_from;
    memory.box_from.reset();
    const float dx = std::abs(mouse.x - from.x);
    const float dy = std::abs(mouse.y - from.y);
    if (dx < kDragPixels && dy < kDragPixels) {
        memory.menu_wanted = true;
        return;
    }
    const AxisMap x = map_of(plot, Axis::X);
    const AxisMap y = map_of(plot, Axis::Y);
    // A flat box zooms one axis only.
    if (dx >= kDragPixels) {
        set_limits(plot, Axis::X, x.value(std::min(from.x, mouse.x)),
                   x.value(std::max(from.x, mouse.x)));
    }
    if (dy >= kDragPixels) {
        set_limits(plot, Axis::Y, y.value(std::max(from.y, mouse.y)),
                   y.value(std::min(from.y, mouse.y)));
    }
}

}  // namespace

void handle_plot_input(PlotFrame& plot) {
    PlotMemory& memory = *plot.memory;
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 mouse = io.MousePos;
    const auto over = [mouse](const Box& box) { return box.contains(mouse); };
    const ImRect box{plot.box.min, plot.box.max};
    bool hovered = false;
    bool held = false;
    // Legend and ribbon lie inside the box and are items of their own.
    if (std::ranges::none_of(memory.widgets, over) || ImGui::GetActiveID() == plot.item) {
        ImGui::ButtonBehavior(box, plot.item, &hovered, &held);
    }
    plot.hovered = hovered || held;
    if (!plot.options.interactive) return;
    if (ImGui::IsItemFocused() && !io.WantTextInput) handle_keys(plot);

    bool over_x = false;
    bool over_y = false;
    axes_under(memory.area, mouse, over_x, over_y);
    if (plot.hovered) {
        ImGui::SetItemUsingMouseWheel();
        if (io.MouseWheel != 0.0f) {
            const double factor = std::pow(kZoomPerNotch, static_cast<double>(io.MouseWheel));
            if (over_x) zoom(plot, Axis::X, mouse.x, factor);
            if (over_y) zoom(plot, Axis::Y, mouse.y, factor);
        }
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) fit(plot);
    }
    if (held && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0.0f)) {
        axes_under(memory.area, io.MouseClickedPos[0], over_x, over_y);
        if (over_x && io.MouseDelta.x != 0.0f) pan(plot, Axis::X, io.MouseDelta.x);
        if (over_y && io.MouseDelta.y != 0.0f) pan(plot, Axis::Y, io.MouseDelta.y);
    }
    handle_right_button(plot, mouse);
}

}  // namespace app::ui
