#include "app/panels/panel.h"

#include "app/ui/anchors.h"
#include "app/ui/widgets.h"

#include <imgui.h>

namespace app::panels {

void Panel::show(Frame& frame, const Box& box, bool under_tabs, ui::PanelTabs* tabs) {
    const std::string heading = title(frame);
    const std::string words = right(frame);
    const Manner how = manner();
    const ui::PanelOptions options{.title = heading,
                                   .right = words,
                                   .scroll = how.scroll,
                                   .padding = how.padding,
                                   .card = how.card && !under_tabs,
                                   .tabs = tabs};
    if (ui::begin_panel(about_.id, {box.x, box.y}, {box.width, box.height}, options)) {
        const ui::AnchorScope scope(about_.id);
        if (ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                                   ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) {
            frame.window.hovered_part = about_.id;
        }
        draw(frame);
    }
    ui::end_panel();
}

std::string Panel::title(const Frame&) const {
    return about_.title;
}

std::string Panel::right(const Frame&) const {
    return {};
}

}  // namespace app::panels
