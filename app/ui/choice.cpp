#include "app/ui/choice.h"

#include "app/ui/anchors.h"
#include "app/ui/button.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/text.h"
#include "app/ui/tooltip.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

/// Words that press, for tabs and link groups: reserves, behaves, and leaves the drawing to the
/// caller.
bool word_button(std::string_view name, ImVec2 size, ImRect& box, bool& hovered, bool& pressed) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 at{window->DC.CursorPos.x,
                    window->DC.CursorPos.y + window->DC.CurrLineTextBaseOffset};
    box = {at, {at.x + size.x, at.y + size.y}};
    const ImGuiID id = window->GetID(name.data(), name.data() + name.size());
    ImGui::ItemSize(size, 0.0f);
    if (!ImGui::ItemAdd(box, id)) return false;
    ImRect target = box;
    const float missing = std::max(px(24) - box.GetHeight(), 0.0f) * 0.5f;
    target.Min.y -= missing;
    target.Max.y += missing;
    bool held = false;
    pressed = ImGui::ButtonBehavior(target, id, &hovered, &held);
    return true;
}

/// Under the button, or over it where there is no room below.
void place_list(const ImRect& button, std::size_t choices) {
    const float height =
        static_cast<float>(choices) * (theme().control_height() + ImGui::GetStyle().ItemSpacing.y) +
        px(8);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float below = screen.y - button.Max.y - px(4);
    const float above = button.Min.y - px(4);
    const bool under = height <= below || below >= above;
    ImGui::SetNextWindowPos({button.Min.x, under ? button.Max.y + px(4) : button.Min.y - px(4)},
                            ImGuiCond_Always, {0, under ? 0.0f : 1.0f});
    ImGui::SetNextWindowSizeConstraints({0, 0},
                                        {screen.x, std::max(under ? below : above, px(40))});
}

}  // namespace

bool dropdown(std::string_view id, std::span<const std::string> choices, int& index,
              const DropdownOptions& options) {
    const bool known = index >= 0 && index < static_cast<int>(choices.size());
    const std::string shown =
        (known ? choices[static_cast<std::size_t>(index)] : std::string(options.placeholder)) +
        " ▾";
    ImGui::PushID(id.data(), id.data() + id.size());
    if (button(shown + "##choice",
               {.tooltip = options.tooltip, .flat = options.flat, .width = options.width})) {
        ImGui::OpenPopup("choices");
    }
    anchor(id, known ? choices[static_cast<std::size_t>(index)] : "");
    const ImGuiLastItemData button_item = ImGui::GetCurrentContext()->LastItemData;
    place_list(button_item.Rect, choices.size());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(4), px(4)});
    bool changed = false;
    if (ImGui::BeginPopup("choices", ImGuiWindowFlags_NoMove)) {
        const AnchorScope scope(id);
        float width = button_item.Rect.GetWidth() - px(8);
        for (const std::string& choice : choices) {
            width = std::max(width, text_size(Face::Strong, choice).x + px(20));
        }
        for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
            const std::string& choice = choices[static_cast<std::size_t>(i)];
            ImGui::PushID(i);
            if (button(choice, {.active = i == index,
                                .flat = true,
                                .width = width,
                                .face = i == index ? Face::Strong : Face::Text})) {
                changed = i != index;
                index = i;
                ImGui::CloseCurrentPopup();
            }
            anchor(choice, i == index ? "now" : "");
            if (i == index) ImGui::SetItemDefaultFocus();
            ImGui::PopID();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    ImGui::PopID();
    ImGui::GetCurrentContext()->LastItemData = button_item;  // the button is the last item
    return changed;
}

bool link_group(std::string_view id, std::span<const std::string> choices, int& index) {
    if (ImGui::GetCurrentWindow()->SkipItems) return false;
    const Theme& t = theme();
    ImGui::PushID(id.data(), id.data() + id.size());
    const AnchorScope scope(id);
    bool changed = false;
    for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
        const std::string& choice = choices[static_cast<std::size_t>(i)];
        if (i > 0) {
            same_line(6);
            text("|", {.color = t.ink3});
            same_line(6);
        }
        const Face face = i == index ? Face::Strong : Face::Text;
        ImRect box;
        bool hovered = false;
        bool pressed = false;
        const bool visible = word_button(choice, text_size(face, choice), box, hovered, pressed);
        anchor(choice, i == index ? "now" : "");
        if (!visible) continue;
        ImDrawList* list = ImGui::GetWindowDrawList();
        draw_text(list, face, box.Min, i == index || hovered ? t.ink : t.ink2, choice);
        if (hovered && i != index) {
            draw_hline(list, box.Min.x, box.Max.x, box.Max.y - px(1), t.ink2);
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        }
        draw_focus_ring(px(2));
        if (pressed && i != index) {
            index = i;
            changed = true;
        }
    }
    ImGui::PopID();
    return changed;
}

namespace {

float tab_width(std::string_view name) {
    // As wide as the bold word, so that nothing shifts when another tab is chosen.
    return text_size(Face::Strong, name).x + px(24);
}

/// How many tabs stand in `room`; the rest go into a list at the end, which needs room itself.
std::size_t tabs_that_fit(std::span<const std::string> names, float room) {
    float all = 0, widest = 0;
    for (const std::string& name : names) {
        all += tab_width(name);
        widest = std::max(widest, button_width(name + " ▾"));
    }
    if (all <= room) return names.size();
    float left = room - widest;
    std::size_t fit = 0;
    while (fit < names.size() && tab_width(names[fit]) <= left) left -= tab_width(names[fit++]);
    return fit;
}

}  // namespace

bool tab_bar(std::string_view id, std::span<const std::string> names, int& index) {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const Theme& t = theme();
    ImGui::PushID(id.data(), id.data() + id.size());
    const AnchorScope scope(id);
    const float left = window->DC.CursorPos.x;
    const float right = window->WorkRect.Max.x;
    bool changed = false;
    float bottom = window->DC.CursorPos.y;
    const std::size_t fit = tabs_that_fit(names, right - left);
    for (int i = 0; i < static_cast<int>(fit); ++i) {
        const std::string& name = names[static_cast<std::size_t>(i)];
        if (i > 0) same_line(0);
        const Face face = i == index ? Face::Strong : Face::Text;
        const ImVec2 size{tab_width(name), px(30)};
        ImRect box;
        bool hovered = false;
        bool pressed = false;
        const bool visible = word_button(name, size, box, hovered, pressed);
        anchor(name, i == index ? "now" : "");
        bottom = box.Max.y;
        if (!visible) continue;
        ImDrawList* list = ImGui::GetWindowDrawList();
        draw_text_centered(list, face, box.GetCenter(), i == index || hovered ? t.ink : t.ink2,
                           name);
        if (i == index) draw_hline(list, box.Min.x, box.Max.x, box.Max.y - px(2), t.accent, px(2));
        draw_focus_ring(px(2));
        if (pressed && i != index) {
            index = i;
            changed = true;
        }
    }
    if (fit < names.size()) {
        if (fit > 0) same_line(0);
        int rest = index - static_cast<int>(fit);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos({at.x, at.y + std::round((px(30) - t.control_height()) / 2)});
        if (dropdown("rest", names.subspan(fit), rest, {.placeholder = "More", .flat = true})) {
            index = rest + static_cast<int>(fit);
            changed = true;
        }
        const ImRect box = ImGui::GetCurrentContext()->LastItemData.Rect;
        if (rest >= 0) {
            draw_hline(ImGui::GetWindowDrawList(), box.Min.x, box.Max.x, bottom - px(2), t.accent,
                       px(2));
        }
        ImGui::SetCursorScreenPos({left, bottom});
        ImGui::Dummy({0, 0});
    }
    draw_hline(ImGui::GetWindowDrawList(), left, right, bottom, t.line);
    ImGui::PopID();
    return changed;
}

}  // namespace app::ui
