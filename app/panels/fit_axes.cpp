#include "app/panels/fit_axes.h"

#include "app/ui/context.h"
#include "app/ui/plot_axis.h"
#include "app/ui/widgets.h"

#include <string>

namespace app::panels {

void draw_fit_axes(ImDrawList* list, const engine::session::FitView& fit, ImVec2 at, ImVec2 size) {
    const ui::Theme& theme = ui::theme();
    const ui::AxisMap across{
        .low = fit.x_low, .high = fit.x_high, .first = at.x, .last = at.x + size.x};
    const ui::AxisMap up{
        .low = fit.y_low, .high = fit.y_high, .first = at.y + size.y, .last = at.y};
    const float line_height = ui::text_size(ui::Face::Small, "0").y;
    const auto mark = [&](const ui::AxisMap& axis, const std::string& name, float room,
                          bool horizontal) {
        const auto extent = [&](const std::string& label) {
            return horizontal ? ui::text_size(ui::Face::Small, label).x : line_height;
        };
        bool first = true;
        for (const ui::Tick& tick : ui::make_ticks(axis, false, room, extent)) {
            const float pixel = axis.pixel(tick.value);
            const ImVec2 from = horizontal ? ImVec2{pixel, at.y} : ImVec2{at.x, pixel};
            const ImVec2 to =
                horizontal ? ImVec2{pixel, at.y + size.y} : ImVec2{at.x + size.x, pixel};
            list->AddLine(from, to, theme.line, theme.hairline());
            const std::string words = first ? name + " " + tick.label : tick.label;
            first = false;
            const float width = ui::text_size(ui::Face::Small, words).x;
            const ImVec2 place = horizontal ? ImVec2{pixel + ui::px(3), at.y + size.y - line_height}
                                            : ImVec2{at.x + ui::px(3), pixel - line_height};
            if (place.x + width > at.x + size.x || place.y < at.y) continue;
            ui::draw_text(list, ui::Face::Small, place, theme.ink2, words);
        }
    };
    mark(across, "x", ui::px(40), true);
    mark(up, "y", ui::px(24), false);
}

}  // namespace app::panels
