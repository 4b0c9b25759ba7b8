#include "app/panels/timeline.h"

#include "app/panels/keys.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace app::panels {
namespace {

using engine::session::RibbonSegment;
using engine::session::Writer;

constexpr float kBarTop = 14, kBarHeight = 12;

struct Scale {
    float left, width;
    int64_t end;

    float x(int64_t step) const {
        return std::round(left + width * static_cast<float>(step) / static_cast<float>(end));
    }
    int64_t step(float pixel) const {
        const float part = std::clamp((pixel - left) / width, 0.0f, 1.0f);
        return static_cast<int64_t>(std::lround(part * static_cast<float>(end)));
    }
};

/// Ticks at 1, 2 or 5 times a power of ten, at least 60 px apart.
int64_t tick_distance(const Scale& scale) {
    const double wanted = static_cast<double>(scale.end) * ui::px(60) / scale.width;
    for (int64_t power = 1;; power *= 10) {
        for (const int64_t times : {1, 2, 5}) {
            if (static_cast<double>(power * times) >= wanted) return power * times;
        }
    }
}

void draw_marks(const Frame& frame, const Scale& scale, float y) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const auto& row : frame.view.curves.ribbon) {
        for (const RibbonSegment& segment : row.segments) {
            if (segment.writer == Writer::Construction) continue;
            ui::draw_mode_sign(list, {scale.x(segment.from), y}, ui::px(8), segment.training,
                               ui::theme().mode(segment.training).text,
                               segment.writer == Writer::Person);
        }
    }
}

void draw_ticks(const Scale& scale, float y) {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const int64_t distance = tick_distance(scale);
    for (int64_t step = 0; step <= scale.end; step += distance) {
        const float x = scale.x(step);
        ui::draw_vline(list, x, y, y + ui::px(4), theme.ink3);
        const ui::Align align = step == 0 ? ui::Align::Left : ui::Align::Center;
        if (x + ui::px(24) > scale.left + scale.width && step > 0) continue;
        ui::draw_text(list, ui::Face::Small, {x, y + ui::px(5)}, theme.ink2, grouped(step), align);
    }
    ui::draw_text(list, ui::Face::Small, {scale.left + scale.width, y + ui::px(5)}, theme.ink2,
                  grouped(scale.end), ui::Align::Right);
}

}  // namespace

void Timeline::draw(const Frame& frame, float width, float height) {
    const ui::Theme& theme = ui::theme();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float inset = ui::px(6);
    const Scale scale{at.x + inset, width - 2 * inset,
                      std::max<int64_t>(1, std::max(frame.view.last_step, frame.view.step))};
    ImGui::InvisibleButton("###timeline", {width, height});
    ui::anchor("timeline", std::to_string(frame.view.step));
    ui::draw_focus_ring(theme.radius());
    const bool hovered = ImGui::IsItemHovered();
    const int64_t under = scale.step(ImGui::GetIO().MousePos.x);
    if (ImGui::IsItemActive() && ImGui::IsMouseDown(0)) dragged_ = under;
    if (ImGui::IsItemDeactivated() && dragged_) {
        if (*dragged_ != frame.view.step) {
            frame.requests.submit(engine::session::Seek{*dragged_});
        }
        dragged_.reset();
    }
    if (hovered && !dragged_) ui::tooltip("Step " + grouped(under) + ". Click to go there.");

    ImDrawList* list = ImGui::GetWindowDrawList();
    const float top = at.y + ui::px(kBarTop);
    const float bottom = top + ui::px(kBarHeight);
    list->AddRectFilled({scale.left, top}, {scale.left + scale.width, bottom}, theme.selection,
                        ui::px(3));
    const int64_t shown = dragged_.value_or(frame.view.step);
    draw_ticks(scale, bottom);
    draw_marks(frame, scale, at.y + ui::px(7));
    const float x = scale.x(shown);
    list->AddRectFilled({x - ui::px(1), at.y + ui::px(10)}, {x + ui::px(1), bottom + ui::px(4)},
                        theme.accent);
    list->AddCircleFilled({x, (top + bottom) / 2}, ui::px(5), theme.accent);
}

}  // namespace app::panels
