#include "app/panels/tree_footer.h"

#include "app/panels/fitted_text.h"
#include "app/panels/tree_marks.h"
#include "app/panels/tree_rows.h"
#include "app/panels/words.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <string>

namespace app::panels {
namespace {

using engine::session::ModuleView;

std::string last_written(const engine::session::FlagWrite& write) {
    std::string words(name_of(write.writer));
    return words + ", step " + grouped(write.step);
}

void draw_would(const Frame& frame, const Bracket& bracket) {
    const ModuleView& module = frame.view.modules[static_cast<std::size_t>(bracket.first)];
    std::string line = bracket.line;
    if (line.starts_with("model.") && !module.path.empty()) line.erase(0, 6);
    const bool more = bracket.count() > 1;
    ui::rich_text("`" + line + "` would write **" + counted(bracket.count(), "flag") + "**: " +
                      shortened(ui::Face::Text, module.name, ImGui::GetContentRegionAvail().x) +
                      (more ? " and everything in it. " : ". ") +
                      (more ? "**Shift** for this flag only." : ""),
                  ui::Face::Text, ui::Face::Strong, ui::theme().ink2);
    ui::text_ellipsis("last written by " + last_written(module.last_write), 0,
                      {.color = ui::theme().ink2});
}

void draw_who(const ModuleView& module) {
    const float room = ImGui::GetContentRegionAvail().x;
    std::string words = "**" + shortened(ui::Face::Strong, row_name(module), room) + "** is in " +
                        std::string(mode_word(module.training)) + ", last written by " +
                        last_written(module.last_write) + ".";
    if (module.below > 0) words += " " + below_words(module) + ".";
    ui::rich_text(words, ui::Face::Text, ui::Face::Strong, ui::theme().ink2);
}

}  // namespace

float tree_footer_height() {
    return ui::px(88);
}

void draw_tree_footer(const Frame& frame, float height) {
    const ui::Theme& theme = ui::theme();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ui::draw_hline(ImGui::GetWindowDrawList(), at.x, at.x + width, at.y, theme.line);
    ImGui::SetCursorScreenPos({at.x + ui::px(10), at.y + ui::px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::BeginChild(
        "footer", {width - ui::px(20), height - ui::px(10)}, false,
        ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
    if (frame.window.bracket) {
        draw_would(frame, *frame.window.bracket);
    } else if (const ModuleView* module = frame.selected()) {
        draw_who(*module);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace app::panels
