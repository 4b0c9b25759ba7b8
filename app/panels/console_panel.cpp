#include "app/panels/console_lines.h"
#include "app/panels/console_prompt.h"
#include "app/panels/panels.h"
#include "app/ui/context.h"

#include <imgui.h>

#include <string>

namespace app::panels {
namespace {

/// Every command as the line of PyTorch that it is, and a prompt to type one.
class ConsolePanel final : public Panel {
public:
    ConsolePanel()
        : Panel({.id = "console",
                 .title = "Console",
                 .help =
                     "Every click is a line of PyTorch; here they are, with the step at which each "
                     "ran. Typing one does the same: Enter runs, Shift+Enter begins a line more, "
                     "Tab completes, arrows and Ctrl+R fetch earlier lines, Esc clears."}) {}

protected:
    std::string right(const Frame&) const override { return "Enter runs, Tab completes"; }
    Manner manner() const override { return {.scroll = false, .padding = true}; }

    void draw(Frame& frame) override {
        const float gap = ui::px(6);
        if (const float views = prompt_.take_page(); views != 0) lines_.page(views);
        const float height = ImGui::GetContentRegionAvail().y - prompt_.height() - gap;
        if (auto line = lines_.draw(frame, height)) prompt_.take(*std::move(line));
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + gap);
        prompt_.draw(frame);
    }

private:
    ConsoleLines lines_;
    ConsolePrompt prompt_;
};

}  // namespace

PanelPtr make_console_panel() {
    return std::make_unique<ConsolePanel>();
}

}  // namespace app::panels
