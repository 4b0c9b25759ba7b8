#pragma once

#include "app/panels/requests.h"
#include "app/panels/window_state.h"
#include "engine/session/view.h"

#include <string_view>

namespace app::panels {

/// All that a panel has while it draws: what is (const), the window's own state, and a way to ask.
/// Theme, fonts, textures and anchors are those of ui::current().
struct Frame {
    const engine::session::SessionView& view;
    WindowState& window;
    Requests& requests;

    /// Asks for `command`. A change in the past first asks the person
    /// (WindowState::asked_in_the_past).
    void submit(engine::session::Command command) const;
    /// Selects a module for the whole window.
    void select(std::string_view path) const { window.watch.selected = path; }
    /// Null when there is no such module.
    const engine::session::ModuleView* module(std::string_view path) const;
    const engine::session::ModuleView* selected() const { return module(window.watch.selected); }
    /// Index into view.modules; -1 when there is none.
    int module_index(std::string_view path) const;
};

}  // namespace app::panels
