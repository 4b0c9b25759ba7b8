// What lies over a plot: legend, read-out, selection box, menu.
#include "app/ui/anchors.h"
#include "app/ui/button.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/plot_curve.h"
#include "app/ui/plot_store.h"
#include "app/ui/text.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

namespace app::ui {

namespace {

constexpr float kSample = 24.0f;

bool in_legend(const PlotItem& item) {
    return item.style.in_legend && !item.name.empty();
}

/// A short stretch of the line as it is drawn, with its sign.
void draw_sample(ImDrawList* list, ImVec2 left_middle, const CurveStyle& style, float alpha) {
    const Color color = style.color.with_alpha(alpha);
    const float width = px(kSample);
    const Stroke line{left_middle, {left_middle.x + width, left_middle.y}};
    if (style.line != Line::None) {
        draw_strokes(list, {line}, style.line, std::max(1.0f, px(style.width)), color);
    }
    const Marker sign = style.end_marker != Marker::None ? style.end_marker : style.marker;
    draw_marker(list, {left_middle.x + width * 0.5f, left_middle.y}, sign, px(style.marker_size),
                color);
}

/// The numbers that a curve tells, which are not the drawn ones when it is smoothed.
const Values& told(const PlotItem& item) {
    return item.style.exact ? *item.style.exact : item.ys;
}

/// The newest finite value, or NaN.
double last_value(const PlotItem& item) {
    const Values& values = told(item);
    for (std::size_t i = std::min(item.xs.size(), values.size()); i > 0; --i) {
        if (std::isfinite(values[i - 1])) return values[i - 1];
    }
    return std::numeric_limits<double>::quiet_NaN();
}

/// Index of the point nearest to `x` among the finite ones, or the size when there is none.
std::size_t nearest(const PlotItem& item, double x) {
    const std::size_t count = std::min(item.xs.size(), item.ys.size());
    std::size_t best = count;
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(item.ys[i])) continue;
        if (best == count || std::abs(item.xs[i] - x) < std::abs(item.xs[best] - x)) best = i;
    }
    return best;
}

bool has_points(const PlotFrame& plot) {
    return std::ranges::any_of(plot.items, [](const PlotItem& item) {
        return item.kind == PlotItem::Kind::HeatMap || std::min(item.xs.size(), item.ys.size()) > 0;
    });
}

std::string as_csv(const PlotFrame& plot) {
    std::string csv;
    for (const PlotItem& item : plot.items) {
        if (item.kind != PlotItem::Kind::Line && item.kind != PlotItem::Kind::Scatter) continue;
        csv += "# " + item.name + "\nx,y\n";
        char row[64];
        for (std::size_t i = 0; i < std::min(item.xs.size(), item.ys.size()); ++i) {
            std::snprintf(row, sizeof row, "%.9g,%.9g\n", item.xs[i], told(item)[i]);
            csv += row;
        }
    }
    return csv;
}

}  // namespace

void measure_plot_legend(PlotFrame& plot) {
    if (plot.legend == LegendPlace::None) return;
    float widest = 0.0f;
    for (const PlotItem& item : plot.items) {
        if (in_legend(item)) widest = std::max(widest, text_size(Face::Small, item.name).x);
    }
    plot.legend_width = widest + px(kSample + 16);
}

void draw_plot_legend(PlotFrame& plot) {
    PlotMemory& memory = *plot.memory;
    memory.highlighted.clear();
    if (plot.legend == LegendPlace::None) return;
    const Theme& t = theme();
    const bool beside = plot.legend == LegendPlace::Right;
    std::vector<const PlotItem*> rows;
    for (const PlotItem& item : plot.items) {
        if (in_legend(item)) rows.push_back(&item);
    }
    if (rows.empty()) return;
    const float row_height = beside ? t.px(32) : t.px(18);
    const float width = plot.legend_width;
    ImVec2 at{beside ? plot.box.max.x - width : plot.area.max.x - width - t.px(2),
              plot.area.min.y + t.px(2)};
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (!beside) {
        list->AddRectFilled(at, {at.x + width, at.y + row_height * static_cast<float>(rows.size())},
                            t.panel.with_alpha(0.85f), t.px(3));
    }
    const AnchorScope scope(plot.id + "/legend");
    ImGui::PushID(static_cast<int>(plot.item));
    for (const PlotItem* item : rows) {
        const ImRect box{at, {at.x + width, at.y + row_height}};
        const ImGuiID id = ImGui::GetID(item->name.c_str());
        at.y += row_height;
        if (!ImGui::ItemAdd(box, id)) continue;
        bool hovered = false;
        bool held = false;
        if (ImGui::ButtonBehavior(box, id, &hovered, &held)) {
            if (memory.hidden.erase(item->name) == 0) memory.hidden.insert(item->name);
        }
        const bool hidden = plot.hidden(item->name);
        if (hovered && !hidden) memory.highlighted = item->name;
        if (hovered) list->AddRectFilled(box.Min, box.Max, t.hover, t.px(3));
        const float line = font(Face::Small)->FontSize;
        const float y = box.Min.y + (beside ? t.px(2) : std::round((row_height - line) * 0.5f));
        draw_sample(list, {box.Min.x + t.px(4), std::round(y + line * 0.5f)}, item->style,
                    hidden ? 0.3f : 1.0f);
        const float x = box.Min.x + t.px(kSample + 10);
        draw_text(list, Face::Small, {x, y}, hidden ? t.ink3 : t.ink, item->name);
        if (hidden) draw_hline(list, x, box.Max.x - t.px(4), y + line * 0.5f, t.ink3);
        if (const double newest = last_value(*item); beside && std::isfinite(newest)) {
            draw_text(list, Face::MonoSmall, {x, y + line}, t.ink2, format_value(newest));
        }
        draw_focus_ring(t.px(3));
        anchor(item->name, hidden ? "hidden" : "shown");
        plot.widgets.push_back({box.Min, box.Max});
    }
    ImGui::PopID();
}

/// In lines as wide as the plot, under its legend, on a ground of its own: no grid line crosses it.
static void draw_empty_text(const PlotFrame& plot, ImDrawList* list) {
    const Theme& t = theme();
    const float room = (plot.area.max.x - plot.area.min.x) * 0.9f;
    std::vector<std::string> lines(1);
    std::istringstream words(plot.empty_text);
    for (std::string word; words >> word;) {
        const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
        if (text_size(Face::Text, longer).x <= room || lines.back().empty()) {
            lines.back() = longer;
        } else {
            lines.push_back(word);
        }
    }
    const float step = text_size(Face::Text, "Ag").y * 1.3f;
    const float x = (plot.area.min.x + plot.area.max.x) * 0.5f;
    float y = plot.area.min.y + (plot.area.max.y - plot.area.min.y) * 0.68f -
              step * static_cast<float>(lines.size() - 1) * 0.5f;
    for (const std::string& line : lines) {
        const ImVec2 size = text_size(Face::Text, line);
        list->AddRectFilled({x - size.x * 0.5f - px(4), y - step * 0.5f},
                            {x + size.x * 0.5f + px(4), y + step * 0.5f}, t.panel);
        draw_text_centered(list, Face::Text, {x, y}, t.ink2, line);
        y += step;
    }
}

void draw_plot_readout(const PlotFrame& plot) {
    const Theme& t = theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 mouse = ImGui::GetMousePos();
    if (!has_points(plot) && !plot.empty_text.empty()) draw_empty_text(plot, list);
    if (plot.memory->box_from && ImGui::IsMouseDown(ImGuiMouseButton_Right)) {
        const ImVec2 from = *plot.memory->box_from;
        const ImVec2 min{std::min(from.x, mouse.x), std::min(from.y, mouse.y)};
        const ImVec2 max{std::max(from.x, mouse.x), std::max(from.y, mouse.y)};
        list->AddRectFilled(min, max, t.accent.with_alpha(0.1f));
        draw_outline(list, min, max, t.accent);
        return;
    }
    if (!plot.options.crosshair || !plot.hovered || !plot.area.contains(mouse) ||
        ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
        return;
    }
    double x = plot.x.value(mouse.x);
    bool snapped = false;
    struct Row {
        const PlotItem* item;
        double value;
    };
    std::vector<Row> rows;
    for (const PlotItem& item : plot.items) {
        if (!item.style.in_readout || plot.hidden(item.name) || item.name.empty()) continue;
        const std::size_t at = nearest(item, x);
        if (at >= std::min(item.xs.size(), item.ys.size())) continue;
        if (!snapped) x = item.xs[at];  // the line stands on a value that there is
        snapped = true;
        rows.push_back({&item, told(item)[at]});
        draw_marker(list, {plot.x.pixel(item.xs[at]), plot.y.pixel(item.ys[at])}, Marker::Circle,
                    t.px(6), item.style.color);
    }
    if (rows.empty()) return;
    draw_vline(list, plot.x.pixel(x), plot.area.min.y, plot.area.max.y, t.ink3);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(10), px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(2)});
    ImGui::BeginTooltip();
    const std::string& label = plot.setup[0].read_out;
    text((label.empty() ? "x" : label) + " " + format_value(x), {.face = Face::Strong});
    float names = 0.0f;
    for (const Row& row : rows) names = std::max(names, text_size(Face::Text, row.item->name).x);
    for (const Row& row : rows) {
        const ImVec2 pen = ImGui::GetCursorScreenPos();
        draw_sample(ImGui::GetWindowDrawList(),
                    {pen.x, std::round(pen.y + font(Face::Text)->FontSize * 0.5f)}, row.item->style,
                    1.0f);
        ImGui::SetCursorScreenPos({pen.x + px(kSample + 8), pen.y});
        text(row.item->name);
        ImGui::SameLine();
        ImGui::SetCursorScreenPos({pen.x + px(kSample + 8) + names + px(12), pen.y});
        number(format_value(row.value), px(64));
    }
    ImGui::EndTooltip();
    ImGui::PopStyleVar(2);
}

void draw_plot_menu(PlotFrame& plot) {
    ImGui::PushID(static_cast<int>(plot.item));
    if (plot.memory->menu_wanted) {
        ImGui::OpenPopup("plot menu");
        plot.memory->menu_wanted = false;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(4), px(4)});
    if (ImGui::BeginPopup("plot menu")) {
        const AnchorScope scope(plot.id + "/menu");
        const float width = px(160);
        if (button("Fit##fit", {.key = "0", .flat = true, .width = width})) {
            for (AxisMemory& axis : plot.memory->axes) axis.fitted = true;
            ImGui::CloseCurrentPopup();
        }
        anchor("fit");
        if (button("Copy as CSV", {.flat = true, .width = width})) {
            ImGui::SetClipboardText(as_csv(plot).c_str());
            ImGui::CloseCurrentPopup();
        }
        anchor("csv");
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    ImGui::PopID();
}

}  // namespace app::ui
