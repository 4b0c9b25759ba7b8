#include "app/panels/panels.h"

namespace app::panels {

std::vector<PanelPtr> make_panels() {
    std::vector<PanelPtr> panels;
    panels.push_back(make_top_bar_panel());
    panels.push_back(make_banner_panel());
    panels.push_back(make_tree_panel());
    panels.push_back(make_pass_panel());
    panels.push_back(make_inspector_panel());
    panels.push_back(make_dropout_lens_panel());
    panels.push_back(make_batch_norm_lens_panel());
    panels.push_back(make_answers_panel());
    panels.push_back(make_curves_panel());
    panels.push_back(make_transport_panel());
    panels.push_back(make_console_panel());
    panels.push_back(make_code_panel());
    return panels;
}

}  // namespace app::panels
