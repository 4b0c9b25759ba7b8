// Modes over time: writes of a flag inside the plot, stretches of a mode under it.
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/plot.h"
#include "app/ui/plot_store.h"
#include "app/ui/tooltip.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace app::ui {

namespace {

constexpr float kRow = 16.0f;
constexpr float kBar = 12.0f;

/// Of a longer word its end: paths differ there.
std::string fitting(std::string_view label, float width) {
    if (text_size(Face::Small, label).x <= width) return std::string(label);
    while (!label.empty()) {
        label.remove_prefix(1);
        while (!label.empty() && (static_cast<unsigned char>(label.front()) & 0xC0U) == 0x80U) {
            label.remove_prefix(1);
        }
        std::string shorter = "…" + std::string(label);
        if (text_size(Face::Small, shorter).x <= width) return shorter;
    }
    return {};
}

void draw_segment(ImDrawList* list, const Box& box, const RibbonSegment& segment) {
    const ModeColors& mode = theme().mode(segment.training);
    list->AddRectFilled(box.min, box.max, mode.tint);
    draw_outline(list, box.min, box.max, mode.outline);
    const float size = px(7);
    if (box.width() < size + px(5)) return;
    draw_mode_sign(list, {box.min.x + px(7), std::round((box.min.y + box.max.y) * 0.5f)}, size,
                   segment.training, mode.text, segment.by_person);
}

}  // namespace

void plot_events(std::span<const PlotEvent> events) {
    plot_limits();  // fixes them
    const PlotFrame& plot = *current().plots().frame;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 mouse = ImGui::GetMousePos();
    const float size = px(8);
    for (const PlotEvent& event : events) {
        const float x = plot.x.pixel(event.x);
        if (x < plot.area.min.x || x > plot.area.max.x) continue;
        const ModeColors& mode = theme().mode(event.training);
        draw_dashed_line(list, {std::floor(x) + 0.5f, plot.area.min.y + size + px(4)},
                         {std::floor(x) + 0.5f, plot.area.max.y}, mode.outline, 1.0f, px(2), px(3));
        draw_mode_sign(list, {x, plot.area.min.y + size * 0.5f + px(1)}, size, event.training,
                       mode.text, event.by_person);
        if (!event.tooltip.empty() && plot.hovered && std::abs(mouse.x - x) < px(6) &&
            mouse.y < plot.area.min.y + px(16) && mouse.y >= plot.area.min.y) {
            ImGui::SetTooltip("%.*s", static_cast<int>(event.tooltip.size()), event.tooltip.data());
        }
    }
}

int plot_ribbon(int row, std::string_view label, std::span<const RibbonSegment> segments) {
    plot_limits();  // fixes them
    PlotFrame& plot = *current().plots().frame;
    IM_ASSERT(row >= 0 && row < plot.ribbon_rows && "setup_ribbon first");
    const Theme& t = theme();
    const float top = plot.box.max.y - t.px(kRow) * static_cast<float>(plot.ribbon_rows - row);
    const Box bar{{plot.area.min.x, top}, {plot.area.max.x, top + t.px(kBar)}};
    ImDrawList* list = ImGui::GetWindowDrawList();
    // The plot's own clip rectangle ends above the ribbon.
    ImGui::PushClipRect(plot.clip.min, plot.clip.max, false);
    draw_text(list, Face::Small,
              {plot.area.min.x - t.px(6),
               top + std::round((t.px(kBar) - font(Face::Small)->FontSize) * 0.5f)},
              t.ink2, fitting(label, plot.area.min.x - t.px(8) - plot.clip.min.x), Align::Right);
    const ImVec2 mouse = ImGui::GetMousePos();
    int under_mouse = -1;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const RibbonSegment& segment = segments[i];
        Box box = bar;
        box.min.x = std::max(std::round(plot.x.pixel(segment.from)), bar.min.x);
        box.max.x = std::min(std::round(plot.x.pixel(segment.to)), bar.max.x);
        // A flip of this very step has no length yet, and is what a person looks for.
        if (i + 1 == segments.size()) {
            box.min.x = std::max(std::min(box.min.x, box.max.x - t.px(14)), bar.min.x);
        }
        if (box.width() < 1.0f) continue;
        draw_segment(list, box, segment);
        if (box.contains(mouse)) under_mouse = static_cast<int>(i);
    }

    const ImRect target{bar.min, {bar.max.x, top + t.px(kRow)}};
    ImGui::PushID(static_cast<int>(plot.item));
    const ImGuiID id = ImGui::GetCurrentWindow()->GetID(row);
    ImGui::PopID();
    int clicked = -1;
    if (ImGui::ItemAdd(target, id)) {
        bool hovered = false;
        bool held = false;
        if (ImGui::ButtonBehavior(target, id, &hovered, &held)) clicked = under_mouse;
        draw_focus_ring(0.0f);
        anchor(plot.id + "/ribbon/" + std::string(label));
        if (hovered && under_mouse >= 0) {
            tooltip(segments[static_cast<std::size_t>(under_mouse)].tooltip);
        }
        plot.widgets.push_back({target.Min, target.Max});
    }
    ImGui::PopClipRect();
    return clicked;
}

}  // namespace app::ui
