#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/plot_curve.h"
#include "app/ui/plot_store.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

/// Highlighting one curve fades the others.
Color faded(const PlotFrame& plot, const PlotItem& item) {
    const std::string& wanted = plot.memory->highlighted;
    if (wanted.empty() || wanted == item.name) return item.style.color;
    const ImVec4 color = item.style.color.vec4();
    return item.style.color.with_alpha(color.w * 0.25f);
}

float thickness_of(const CurveStyle& style) {
    return std::max(1.0f, px(style.width));
}

void draw_line(const PlotFrame& plot, const PlotItem& item, ImDrawList* list, Color color) {
    const auto strokes = make_strokes(item.xs, item.ys, plot.x, plot.y);
    draw_strokes(list, strokes, item.style.line, thickness_of(item.style), color);
    const float size = px(item.style.marker_size);
    if (item.style.marker != Marker::None) {
        draw_markers_along(list, strokes, item.style.marker, size, px(item.style.marker_every),
                           color);
    }
    if (item.style.end_marker == Marker::None || strokes.empty()) return;
    ImVec2 end = strokes.back().back();
    // The newest point often lies on the right edge: its sign stays whole.
    end.x = std::min(end.x, plot.area.max.x - size * 0.5f);
    if (end.x >= plot.area.min.x) draw_marker(list, end, item.style.end_marker, size, color);
}

void draw_shaded(const PlotFrame& plot, const PlotItem& item, ImDrawList* list, Color color) {
    const float base = plot.y.pixel(item.numbers[0]);
    for (const Stroke& stroke : make_strokes(item.xs, item.ys, plot.x, plot.y)) {
        for (std::size_t i = 1; i < stroke.size(); ++i) {
            const ImVec2 a = stroke[i - 1];
            const ImVec2 b = stroke[i];
            list->AddQuadFilled({a.x, base}, a, b, {b.x, base}, color);
        }
    }
}

void draw_bars(const PlotFrame& plot, const PlotItem& item, ImDrawList* list, Color color) {
    const bool histogram = item.kind == PlotItem::Kind::Histogram;
    const std::size_t count = std::min(item.xs.size(), item.ys.size());
    const double bin = histogram && count > 0
                           ? (item.numbers[1] - item.numbers[0]) / static_cast<double>(count)
                           : item.numbers[0];
    const float base = plot.y.pixel(plot.y.scale == AxisScale::Log10 ? plot.y.low : 0.0);
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(item.ys[i])) continue;
        const double from =
            histogram ? item.numbers[0] + bin * static_cast<double>(i) : item.xs[i] - bin * 0.5;
        const float x0 = std::round(plot.x.pixel(from));
        const float x1 = std::round(plot.x.pixel(from + bin)) - (histogram ? 1.0f : 0.0f);
        const float y = plot.y.pixel(item.ys[i]);
        list->AddRectFilled({x0, std::min(y, base)}, {std::max(x1, x0 + 1.0f), std::max(y, base)},
                            color);
    }
}

void draw_inf_lines(const PlotFrame& plot, const PlotItem& item, ImDrawList* list, Color color) {
    const float width = thickness_of(item.style);
    const float dash = item.style.line == Line::Dashed ? px(6) : px(2);
    for (std::size_t i = 0; i < item.xs.size(); ++i) {
        const bool upright = item.axis == Axis::X;
        const float at = upright ? plot.x.pixel(item.xs[i]) : plot.y.pixel(item.xs[i]);
        if (item.style.line == Line::Solid) {
            upright ? draw_vline(list, at, plot.area.min.y, plot.area.max.y, color, width)
                    : draw_hline(list, plot.area.min.x, plot.area.max.x, at, color, width);
            continue;
        }
        const ImVec2 from = upright ? ImVec2(at, plot.area.min.y) : ImVec2(plot.area.min.x, at);
        const ImVec2 to = upright ? ImVec2(at, plot.area.max.y) : ImVec2(plot.area.max.x, at);
        draw_dashed_line(list, from, to, color, width, dash, dash);
    }
}

}  // namespace

void draw_plot_ground(const PlotFrame& plot) {
    const Theme& t = theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float half = font(Face::Small)->FontSize * 0.5f;
    for (const Tick& tick : plot.y_ticks) {
        const float y = plot.y.pixel(tick.value);
        if (plot.setup[1].options.grid) {
            draw_hline(list, plot.area.min.x, plot.area.max.x, y, t.line);
        }
        draw_text(list, Face::Small, {plot.area.min.x - t.px(6), y - half}, t.ink2, tick.label,
                  Align::Right);
    }
    const float below = plot.area.max.y + t.px(4);
    const float label_width =
        plot.setup[0].label.empty() ? 0.0f : text_size(Face::Small, plot.setup[0].label).x;
    if (label_width > 0.0f) {
        draw_text(list, Face::Small, {plot.area.max.x, below}, t.ink2, plot.setup[0].label,
                  Align::Right);
    }
    for (const Tick& tick : plot.x_ticks) {
        const float x = plot.x.pixel(tick.value);
        if (plot.setup[0].options.grid) {
            draw_vline(list, x, plot.area.min.y, plot.area.max.y, t.line);
        }
        const float half_width = text_size(Face::Small, tick.label).x * 0.5f;
        // The axis's name has the right end of the row.
        if (label_width > 0.0f && x + half_width > plot.area.max.x - label_width - t.px(8))
            continue;
        // The outermost numbers stay inside the plot's box.
        const float shifted =
            std::clamp(x, plot.box.min.x + half_width, plot.box.max.x - half_width);
        draw_text(list, Face::Small, {shifted, below}, t.ink2, tick.label, Align::Center);
    }
    if (!plot.setup[1].label.empty()) {
        draw_text(list, Face::Small, {plot.box.min.x + t.px(4), plot.box.min.y}, t.ink2,
                  plot.setup[1].label);
    }
    draw_hline(list, plot.area.min.x, plot.area.max.x, plot.area.max.y, t.line);
}

void draw_plot_item(const PlotFrame& plot, const PlotItem& item) {
    if (plot.hidden(item.name)) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Color color = faded(plot, item);
    switch (item.kind) {
        case PlotItem::Kind::Line:
            draw_line(plot, item, list, color);
            break;
        case PlotItem::Kind::Scatter: {
            const std::size_t count = std::min(item.xs.size(), item.ys.size());
            for (std::size_t i = 0; i < count; ++i) {
                if (!std::isfinite(item.xs[i]) || !std::isfinite(item.ys[i])) continue;
                draw_marker(list, {plot.x.pixel(item.xs[i]), plot.y.pixel(item.ys[i])},
                            item.style.marker, px(item.style.marker_size), color);
            }
            break;
        }
        case PlotItem::Kind::Shaded:
            draw_shaded(plot, item, list, color);
            break;
        case PlotItem::Kind::Bars:
        case PlotItem::Kind::Histogram:
            draw_bars(plot, item, list, color);
            break;
        case PlotItem::Kind::HeatMap:
            list->AddImage(reinterpret_cast<ImTextureID>(item.texture.id),
                           {plot.x.pixel(item.numbers[0]), plot.y.pixel(item.numbers[3])},
                           {plot.x.pixel(item.numbers[2]), plot.y.pixel(item.numbers[1])});
            break;
        case PlotItem::Kind::InfLines:
            draw_inf_lines(plot, item, list, color);
            break;
    }
}

void draw_plot_notes(const PlotFrame& plot) {
    const Theme& t = theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const PlotNote& note : plot.notes) {
        const ImVec2 size = text_size(Face::Small, note.words);
        const ImVec2 point{plot.x.pixel(note.x), plot.y.pixel(note.y)};
        ImVec2 at{point.x + px(note.offset.x), point.y + px(note.offset.y)};
        at.x =
            std::clamp(at.x, plot.area.min.x, std::max(plot.area.max.x - size.x, plot.area.min.x));
        at.y =
            std::clamp(at.y, plot.area.min.y, std::max(plot.area.max.y - size.y, plot.area.min.y));
        list->AddRectFilled({at.x - t.px(2), at.y}, {at.x + size.x + t.px(2), at.y + size.y},
                            t.panel.with_alpha(0.85f));
        draw_text(list, Face::Small, at, note.color, note.words);
    }
    for (const PlotTag& mark : plot.tags) {
        const bool upright = mark.axis == Axis::X;
        const float at = upright ? plot.x.pixel(mark.place) : plot.y.pixel(mark.place);
        upright ? draw_vline(list, at, plot.area.min.y, plot.area.max.y, mark.color)
                : draw_hline(list, plot.area.min.x, plot.area.max.x, at, mark.color);
        if (mark.words.empty()) continue;
        const ImVec2 size = text_size(Face::Small, mark.words);
        ImVec2 corner{plot.area.max.x - size.x - t.px(8), at - size.y * 0.5f};
        if (upright) {
            corner = {std::clamp(at - size.x * 0.5f - t.px(4), plot.area.min.x,
                                 std::max(plot.area.max.x - size.x - t.px(8), plot.area.min.x)),
                      plot.area.max.y - size.y - t.px(2)};
        }
        list->AddRectFilled(corner, {corner.x + size.x + t.px(8), corner.y + size.y}, mark.color,
                            t.px(3));
        draw_text(list, Face::Small, {corner.x + t.px(4), corner.y}, t.panel, mark.words);
    }
}

}  // namespace app::ui
