#pragma once

#include "app/panels/panel.h"

#include <memory>
#include <vector>

// Every panel by its maker: one line here, one in registry.cpp, one in layout.cpp.

namespace app::panels {

using PanelPtr = std::unique_ptr<Panel>;

PanelPtr make_top_bar_panel();
PanelPtr make_banner_panel();
PanelPtr make_tree_panel();
PanelPtr make_dropout_lens_panel();
PanelPtr make_batch_norm_lens_panel();
PanelPtr make_answers_panel();
PanelPtr make_curves_panel();
PanelPtr make_transport_panel();
PanelPtr make_console_panel();
PanelPtr make_code_panel();
PanelPtr make_pass_panel();
PanelPtr make_inspector_panel();

/// All of them, in the order in which they are drawn and reached by keyboard.
std::vector<PanelPtr> make_panels();

}  // namespace app::panels
