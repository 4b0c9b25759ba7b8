#include "app/ui/plot_curve.h"

#include "app/ui/draw.h"

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

constexpr int kPolylinePoints = 4000;  // 16 bit indices draw rubbish above 16,383

/// One pixel column's extreme points, in the order in which they came.
struct Column {
    int x = 0;
    std::size_t count = 0;
    ImVec2 first, low, high, last;
    bool low_first = true;

    void add(ImVec2 point) {
        if (count++ == 0) {
            first = low = high = last = point;
            return;
        }
        if (point.y < low.y) {
            low = point;
            low_first = false;
        }
        if (point.y > high.y) {
            high = point;
            low_first = true;
        }
        last = point;
    }

    void write(Stroke& stroke) const {
        if (count == 0) return;
        stroke.push_back(first);
        if (count > 3) {
            stroke.push_back(low_first ? low : high);
            stroke.push_back(low_first ? high : low);
        } else if (count == 3) {
            stroke.push_back(low.y < std::min(first.y, last.y) ? low : high);
        }
        if (count > 1) stroke.push_back(last);
    }
};

void draw_solid(ImDrawList* list, const Stroke& stroke, float thickness, Color color) {
    const int count = static_cast<int>(stroke.size());
    for (int at = 0; at + 1 < count; at += kPolylinePoints - 1) {
        list->AddPolyline(stroke.data() + at, std::min(kPolylinePoints, count - at), color, 0,
                          thickness);
    }
}

/// Every column one rectangle from its lowest to its highest pixel.
void draw_columns(ImDrawList* list, const Stroke& stroke, float thickness, Color color) {
    const float half = thickness * 0.5f;
    for (std::size_t at = 0; at < stroke.size();) {
        const float x = std::floor(stroke[at].x);
        float low = stroke[at].y;
        float high = low;
        if (at > 0) {  // joined to the column before
            const float middle = (stroke[at - 1].y + stroke[at].y) * 0.5f;
            low = std::min(low, middle);
            high = std::max(high, middle);
        }
        while (at < stroke.size() && std::floor(stroke[at].x) == x) {
            low = std::min(low, stroke[at].y);
            high = std::max(high, stroke[at].y);
            ++at;
        }
        if (at < stroke.size()) {
            const float middle = (stroke[at - 1].y + stroke[at].y) * 0.5f;
            low = std::min(low, middle);
            high = std::max(high, middle);
        }
        list->AddRectFilled({x, low - half}, {x + std::max(thickness, 1.0f), high + half}, color);
    }
}

/// Walks along a stroke and calls `piece(from, to)` for each drawn part of the pattern.
template <typename Piece>
void walk_pattern(const Stroke& stroke, float on, float off, Piece piece) {
    float left = on;
    bool drawing = true;
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        ImVec2 from = stroke[i - 1];
        const ImVec2 to = stroke[i];
        float length = std::hypot(to.x - from.x, to.y - from.y);
        while (length > 0.0f) {
            const float part = std::min(left, length);
            const ImVec2 end{from.x + (to.x - from.x) * part / length,
                             from.y + (to.y - from.y) * part / length};
            if (drawing) piece(from, end);
            from = end;
            length -= part;
            left -= part;
            if (left <= 1e-3f) {
                drawing = !drawing;
                left = drawing ? on : off;
            }
        }
    }
}

}  // namespace

std::vector<Stroke> make_strokes(Values xs, Values ys, const AxisMap& x, const AxisMap& y) {
    const std::size_t count = std::min(xs.size(), ys.size());
    const auto columns = static_cast<std::size_t>(std::abs(x.last - x.first)) + 1;
    const bool decimate = count > 2 * columns;
    std::vector<Stroke> strokes;
    Stroke stroke;
    Column column;
    const auto finish = [&] {
        if (decimate) column.write(stroke);
        column = {};
        if (!stroke.empty()) strokes.push_back(std::move(stroke));
        stroke.clear();
    };
    const float left = std::min(x.first, x.last);
    const float right = std::max(x.first, x.last);
    ImVec2 before{};
    bool has_before = false;
    bool beyond = false;
    for (std::size_t i = 0; i < count && !beyond; ++i) {
        const double value = ys[i];
        if (!std::isfinite(value) || !std::isfinite(xs[i]) ||
            (y.scale == AxisScale::Log10 && value <= 0.0)) {
            finish();
            has_before = false;
            continue;
        }
        const ImVec2 point{x.pixel(xs[i]), y.pixel(value)};
        if (point.x < left) {  // the last one before the left edge leads into the plot
            before = point;
            has_before = true;
            continue;
        }
        const auto add = [&](ImVec2 p) {
            if (!decimate) {
                stroke.push_back(p);
                return;
            }
            const int at = static_cast<int>(std::floor(p.x));
            if (column.count > 0 && at != column.x) {
                column.write(stroke);
                column = {};
            }
            column.x = at;
            column.add(p);
        };
        if (has_before) {
            add(before);
            has_before = false;
        }
        add(point);
        beyond = point.x > right;  // one point beyond leads out; x is taken to grow
    }
    finish();
    return strokes;
}

void draw_strokes(ImDrawList* list, const std::vector<Stroke>& strokes, Line line, float thickness,
                  Color color) {
    for (const Stroke& stroke : strokes) {
        if (stroke.size() == 1) {
            draw_marker(list, stroke[0], Marker::Circle, thickness + 1.0f, color);
            continue;
        }
        const float width = std::abs(stroke.back().x - stroke.front().x) + 1.0f;
        const bool dense = static_cast<float>(stroke.size()) > width;
        switch (line) {
            case Line::None:
                break;
            case Line::Solid:
                dense ? draw_columns(list, stroke, thickness, color)
                      : draw_solid(list, stroke, thickness, color);
                break;
            case Line::Dashed:
                walk_pattern(stroke, 3.0f * thickness, 2.0f * thickness,
                             [&](ImVec2 a, ImVec2 b) { list->AddLine(a, b, color, thickness); });
                break;
            case Line::Dotted:
                // A dot is a little square: "on" is next to nothing, so that one piece is one dot.
                walk_pattern(stroke, 0.01f, 2.5f * thickness, [&](ImVec2 a, ImVec2) {
                    const float half = thickness * 0.5f;
                    list->AddRectFilled({a.x - half, a.y - half}, {a.x + half, a.y + half}, color);
                });
                break;
        }
    }
}

void draw_markers_along(ImDrawList* list, const std::vector<Stroke>& strokes, Marker marker,
                        float size, float spacing, Color color) {
    if (strokes.empty() || spacing <= 0.0f) return;
    float next = strokes.front().front().x + spacing * 0.5f;
    for (const Stroke& stroke : strokes) {
        for (std::size_t i = 1; i < stroke.size(); ++i) {
            const ImVec2 a = stroke[i - 1];
            const ImVec2 b = stroke[i];
            while (next <= b.x) {
                if (next >= a.x && b.x > a.x) {
                    const float part = (next - a.x) / (b.x - a.x);
                    draw_marker(list, {next, a.y + (b.y - a.y) * part}, marker, size, color);
                }
                next += spacing;
            }
        }
    }
}

void draw_marker(ImDrawList* list, ImVec2 center, Marker marker, float size, Color color) {
    switch (marker) {
        case Marker::None:
            break;
        case Marker::Triangle:
            draw_mode_sign(list, center, size, true, color);
            break;
        case Marker::Square:
            draw_mode_sign(list, center, size, false, color);
            break;
        case Marker::Diamond:
            draw_diamond(list, center, size, color);
            break;
        case Marker::Circle:
            list->AddCircleFilled(center, size * 0.5f, color);
            break;
    }
}

}  // namespace app::ui
