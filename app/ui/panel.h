#pragma once

#include "app/ui/theme.h"

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace app::ui {

/// Tabs in a header: several panels share a place, and this one is on screen.
struct PanelTabs {
    std::string_view id;  ///< of the row: anchors "<id>/<name>"
    std::vector<std::string> names;
    int index = 0;
    bool changed = false;  ///< set when another one was chosen
};

struct PanelOptions {
    std::string_view title{};   ///< empty: no header
    std::string_view right{};   ///< faint words at the header's right ("5 of 13 in eval")
    bool scroll = true;         ///< the body may scroll up and down
    bool padding = true;        ///< 12 px about the body
    bool card = true;           ///< rounded outline on the ground; false: plain (top bar)
    PanelTabs* tabs = nullptr;  ///< the header's, in place of the title
};

/// A part of the window at a fixed place: outline, header of 30 px with a hairline, body. Always
/// call end_panel. Anchor "<id>". False when nothing of it is visible.
bool begin_panel(std::string_view id, ImVec2 position, ImVec2 size, const PanelOptions& options);
void end_panel();
/// After begin_panel: what stands over the panel from `top` (pixels of the screen) down is reached
/// by the mouse, whichever was made first. ImGui puts later windows of our kind under earlier ones.
void let_mouse_through_below(float top);

/// After begin_panel: the cursor goes into the header (right of the title), for chips and buttons;
/// `right_width` > 0 starts that many pixels left of the header's right end.
void begin_panel_header(float right_width = 0.0f);
void end_panel_header();

/// A framed area inside a panel. `size` as for a child window (0: what is left). Selected: 2 px
/// accent outline; changed: outline and glow.
struct CardOptions {
    bool selected = false;
    bool changed = false;
    bool dashed = false;   ///< a call that has no module in the tree
    bool quiet = false;    ///< ground-coloured block without outline (formula, code)
    float padding = 8.0f;  ///< unscaled
};
bool begin_card(std::string_view id, ImVec2 size, const CardOptions& options = {});
void end_card();

/// "Buffers" with faint words at the right, hairline under it.
void section_header(std::string_view title, std::string_view right = {});

/// A hairline across what is left of the line.
void separator();

}  // namespace app::ui
