#include "app/panels/panels.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

namespace app::panels {
namespace {

/// What went wrong with the last command, in its own words.
class BannerPanel final : public Panel {
public:
    BannerPanel()
        : Panel({.id = "banner",
                 .title = "Error",
                 .help = "The error of the last command, in PyTorch's words. The session is as it "
                         "was before."}) {}

protected:
    std::string title(const Frame&) const override { return {}; }
    Manner manner() const override { return {.scroll = true, .padding = false, .card = false}; }

    void draw(Frame& frame) override {
        const ui::BannerAction action =
            ui::error_banner("error", frame.view.error,
                             frame.view.loaded ? "Nothing changed: the session is as it was before."
                                               : "There is no session. Choose another recipe.");
        if (action == ui::BannerAction::Dismissed) frame.window.dismissed_error = frame.view.error;
    }
};

}  // namespace

PanelPtr make_banner_panel() {
    return std::make_unique<BannerPanel>();
}

}  // namespace app::panels
