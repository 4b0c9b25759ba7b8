#include "app/ui/anchors.h"

#include "app/ui/context.h"

#include <imgui_internal.h>

#include <nlohmann/json.hpp>
#include <algorithm>

namespace app::ui {

namespace {

std::string full_path(const Anchors& anchors, std::string_view path) {
    std::string full;
    for (const std::string& scope : anchors.scopes) full += scope + "/";
    return full.append(path);
}

Anchor make_anchor(std::string_view path, const ImRect& box, std::string_view value) {
    const ImGuiWindow* window = ImGui::GetCurrentWindowRead();
    Anchor anchor;
    anchor.path = full_path(current().anchors(), path);
    anchor.min = box.Min;
    anchor.max = box.Max;
    anchor.visible = window->ClipRect.Overlaps(box) && !window->SkipItems;
    anchor.enabled = (ImGui::GetItemFlags() & ImGuiItemFlags_Disabled) == 0;
    anchor.value = value;
    anchor.window = window->Name;
    return anchor;
}

}  // namespace

void Anchors::begin_frame() {
    whole_.swap(drawing_);
    drawing_.clear();
    whole_texts_.swap(drawing_texts_);
    drawing_texts_.clear();
}

void Anchors::note(Anchor anchor) {
    drawing_.push_back(std::move(anchor));
}

void Anchors::note_text(DrawnText text) {
    drawing_texts_.push_back(std::move(text));
}

const Anchor* Anchors::find(std::string_view path) const {
    const auto found = std::ranges::find(whole_, path, &Anchor::path);
    return found == whole_.end() ? nullptr : &*found;
}

std::string Anchors::to_json() const {
    nlohmann::json list = nlohmann::json::array();
    for (const Anchor& anchor : whole_) {
        list.push_back({{"path", anchor.path},
                        {"box", {anchor.min.x, anchor.min.y, anchor.max.x, anchor.max.y}},
                        {"enabled", anchor.enabled},
                        {"visible", anchor.visible},
                        {"value", anchor.value}});
    }
    return list.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void anchor(std::string_view path, std::string_view value) {
    const ImGuiLastItemData& item = ImGui::GetCurrentContext()->LastItemData;
    Anchor noted = make_anchor(path, item.Rect, value);
    noted.id = item.ID;
    noted.enabled = (item.InFlags & ImGuiItemFlags_Disabled) == 0;
    current().anchors().note(std::move(noted));
}

void anchor_box(std::string_view path, ImVec2 min, ImVec2 max, std::string_view value) {
    current().anchors().note(make_anchor(path, {min, max}, value));
}

void note_text(std::string_view text, ImVec2 min, ImVec2 max) {
    Anchors& anchors = current().anchors();
    if (!anchors.record_texts) return;
    const ImGuiWindow* window = ImGui::GetCurrentWindowRead();
    if (window->SkipItems || window->Hidden) return;
    constexpr float kSlack = 0.5f;
    const ImRect& clip = window->ClipRect;  // a table narrows it to the column
    const bool scrolls_sideways = (window->Flags & ImGuiWindowFlags_HorizontalScrollbar) != 0;
    const bool cut_sideways =
        !scrolls_sideways && (min.x < clip.Min.x - kSlack || max.x > clip.Max.x + kSlack);
    const ImRect& inner = window->InnerRect;
    const bool scrolls_upright =
        window->ScrollMax.y > 0.0f && (window->Flags & ImGuiWindowFlags_NoScrollbar) == 0;
    const bool cut_upright =
        !scrolls_upright && (min.y < inner.Min.y - kSlack || max.y > inner.Max.y + kSlack);
    anchors.note_text({.text = std::string(text),
                       .min = min,
                       .max = max,
                       .window = window->Name,
                       .clipped = cut_sideways || cut_upright});
}

AnchorScope::AnchorScope(std::string_view name) {
    current().anchors().scopes.emplace_back(name);
}

AnchorScope::~AnchorScope() {
    current().anchors().scopes.pop_back();
}

}  // namespace app::ui
