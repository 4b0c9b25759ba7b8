#include "app/panels/built_in_list.h"

#include "app/panels/fitted_text.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace app::panels {
namespace {

using Entry = engine::session::BuiltInModel;

bool is_bad(const Entry& entry) {
    return entry.name.starts_with("bad_");
}

void draw_entry(Frame& frame, const Entry& entry) {
    const ui::Theme& t = ui::theme();
    const float pad = ui::px(10);
    const float width = ImGui::GetContentRegionAvail().x;
    const float inside = width - 2 * pad;
    const float line = ui::text_size(ui::Face::Strong, "X").y;
    const float words = wrapped_height(ui::Face::Text, entry.header.sentence, inside);
    const float height = pad + line + ui::px(2) + words + ui::px(2) + line + ui::px(8);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(entry.name.c_str());
    const bool now = frame.view.recipe.source.empty() && frame.view.recipe.model == entry.name;
    const bool pressed = ImGui::Selectable("###entry", now, 0, {0, height});
    ui::anchor(entry.name, now ? "now" : "");
    ImGui::PopID();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    const std::string title = is_bad(entry) ? entry.header.title.substr(5) : entry.header.title;
    float y = at.y + ui::px(8);
    const float file = ui::text_size(ui::Face::MonoSmall, entry.file).x;
    const float room = inside - file - ui::px(12);
    ui::draw_text(list, ui::Face::Strong, {at.x + pad, y}, t.ink,
                  shortened(ui::Face::Strong, title, std::max(room, inside / 2)));
    if (room > inside / 2) {
        ui::draw_text(list, ui::Face::MonoSmall, {at.x + width - pad, y + ui::px(2)}, t.ink2,
                      entry.file, ui::Align::Right);
    }
    y += line + ui::px(2);
    draw_wrapped(list, ui::Face::Text, {at.x + pad, y}, t.ink, entry.header.sentence, inside);
    y += words + ui::px(2);
    ui::draw_text(list, ui::Face::Text, {at.x + pad, y}, t.ink2,
                  shortened(ui::Face::Text, entry.header.input, inside));
    if (!pressed) return;
    frame.window.opening.brought = BroughtModel{
        .text = {}, .file = entry.file, .built_in = entry.name, .path = {}, .problem = {}};
    frame.window.opening.built_in_list = false;
}

void draw_group(Frame& frame, const char* title, bool bad) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, ui::px(8)));
    ui::section_header(title);
    ImGui::PopStyleVar();
    // A press hides the list: it stays as it is until the end of the frame.
    const std::vector<Entry>& entries = frame.window.opening.built_in;
    for (const Entry& entry : entries) {
        if (is_bad(entry) == bad) draw_entry(frame, entry);
    }
}

}  // namespace

void draw_built_in_list(Frame& frame) {
    constexpr const char* kId = "Built-in models";
    bool& open = frame.window.opening.built_in_list;
    if (open && !ImGui::IsPopupOpen(kId)) ImGui::OpenPopup(kId);
    if (!ui::begin_dialog(kId, ui::px(680), ui::px(620))) {
        open = false;
        return;
    }
    const ui::AnchorScope scope("built_in");
    if (ui::dialog_title(kId)) open = false;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, ui::px(4)));
    ImGui::BeginChild("list", {0, 0}, false,
                      ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NavFlattened);
    draw_group(frame, "To watch and to train", false);
    ImGui::Dummy({0, ui::px(8)});
    draw_group(frame, "With a mistake in them", true);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    if (!open) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

}  // namespace app::panels
