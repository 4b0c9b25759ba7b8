#pragma once

#include "app/panels/dialogs.h"
#include "app/panels/opening_dialog.h"
#include "app/panels/panels.h"
#include "app/ui/file_chooser.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace app::panels {

/// The whole window: arranges the panels, draws them, presses shortcuts. Window, pictures and tests
/// draw through it.
class Shell {
public:
    explicit Shell(WindowState state, std::vector<PanelPtr> panels = make_panels());

    /// One frame of the ui::current() context, between begin_frame and end_frame.
    void draw(const engine::session::SessionView& view, Requests& requests);

    WindowState& state() { return state_; }
    /// Where the parts stood in the last frame.
    const Layout& layout() const { return layout_; }

    /// Height over width that presenter mode's scale is made from: 1080 lines are 2.8.
    static float presenter_scale(float height);

private:
    void apply_look();
    void follow(const engine::session::SessionView& view);
    void arrange_for(const Frame& frame);
    void watch_what_is_shown(Requests& requests);
    void preview_by_itself(const engine::session::SessionView& view, Requests& requests);
    void show(Frame& frame, Panel& panel, const Placed& place);
    void draw_tabs(const TabRow& row);
    void draw_splitters();
    void draw_chooser(Frame& frame);

    WindowState state_;
    std::vector<PanelPtr> panels_;
    std::vector<std::string_view> built_;
    std::vector<HelpEntry> help_;
    Layout layout_;
    std::optional<engine::session::Watch> sent_;
    OpeningDialog opening_;
    ui::FileChooser chooser_;
    std::string dataset_;  // of the last view: other data, another probe batch
    // The six previews after a change: how many are left, and when the next is due.
    uint64_t previewed_revision_ = 0;
    int previews_left_ = 0;
    double next_preview_ = 0;
};

}  // namespace app::panels
