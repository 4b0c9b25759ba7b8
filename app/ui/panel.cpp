#include "app/ui/panel.h"

#include "app/ui/anchors.h"
#include "app/ui/choice.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/text.h"

#include <imgui_internal.h>

#include <cmath>
#include <string>

namespace app::ui {

namespace {

constexpr float kHeader = 30.0f;
constexpr float kPadding = 12.0f;
constexpr float kHeaderPadding = 12.0f;

/// Returns where they end on the screen.
float draw_header_tabs(PanelTabs& tabs) {
    ImGui::SetCursorPos({0, 0});
    tabs.changed = tab_bar(tabs.id, tabs.names, tabs.index);
    return ImGui::GetItemRectMax().x;
}

}  // namespace

bool begin_panel(std::string_view id, ImVec2 position, ImVec2 size, const PanelOptions& options) {
    const Theme& t = theme();
    position = {std::round(position.x), std::round(position.y)};
    size = {std::round(size.x), std::round(size.y)};
    const ImVec2 end{position.x + size.x, position.y + size.y};
    current().add_panel_box(position, end);

    // The window itself never scrolls: header and outline stand, the body is a child.
    ImGui::SetNextWindowPos(position);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
    constexpr ImGuiWindowFlags kFrame =
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
        ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus |
        ImGuiWindowFlags_NoScrollWithMouse;
    const std::string name(id);
    ImGui::Begin(name.c_str(), nullptr, kFrame);
    ImGui::PopStyleVar(2);
    anchor_box(id, position, end);

    ImDrawList* list = ImGui::GetWindowDrawList();
    if (options.card) draw_outline(list, position, end, t.line, t.radius());
    float top = 0.0f;
    if (!options.title.empty() || options.tabs != nullptr) {
        top = px(kHeader);
        const float middle = position.y + top * 0.5f;
        const float pad = px(kHeaderPadding);
        float title_end = pad;
        if (options.tabs != nullptr) {
            title_end = draw_header_tabs(*options.tabs) - position.x;
        } else {
            draw_text(list, Face::Strong,
                      {position.x + pad, middle - font(Face::Strong)->FontSize * 0.5f}, t.ink,
                      options.title);
            title_end += text_size(Face::Strong, options.title).x;
        }
        if (!options.right.empty()) {
            draw_text(list, Face::Text, {end.x - pad, middle - font(Face::Text)->FontSize * 0.5f},
                      t.ink2, options.right, Align::Right);
        }
        if (options.tabs == nullptr) {  // else there is a line under the tabs
            draw_hline(list, position.x, end.x, position.y + top - t.hairline(), t.line);
        }
        ImGuiStorage* storage = ImGui::GetStateStorage();
        storage->SetFloat(ImGui::GetID("title_width"), title_end);
    }
    ImGui::SetCursorPos({0, top});
    const float pad = options.padding ? px(kPadding) : 0.0f;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {pad, options.padding ? px(8) : 0.0f});
    ImGuiWindowFlags body = ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NavFlattened;
    if (!options.scroll) body |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    // Inside the outline, so that scrolled content never paints over it.
    const float line = options.card ? t.hairline() : 0.0f;
    ImGui::SetCursorPosX(line);
    const bool visible =
        ImGui::BeginChild("body", {size.x - 2 * line, size.y - top - line}, false,
                          body | (options.padding ? ImGuiWindowFlags_AlwaysUseWindowPadding : 0));
    ImGui::PopStyleVar();
    return visible;
}

void end_panel() {
    ImGui::EndChild();
    ImGui::End();
}

void let_mouse_through_below(float top) {
    ImGuiWindow* const body = ImGui::GetCurrentWindow();
    ImGuiWindow* const frame = body->ParentWindow;
    const ImVec2 from{frame->Pos.x, top};
    const ImVec2 size{frame->Size.x, frame->Pos.y + frame->Size.y - top};
    if (size.y <= 0) return;
    for (ImGuiWindow* const window : {frame, body}) {
        ImGui::SetWindowHitTestHole(window, from, size);
    }
}

void begin_panel_header(float right_width) {
    const ImGuiWindow* body = ImGui::GetCurrentWindow();
    ImGuiWindow* frame = body->ParentWindow;
    const float title = frame->StateStorage.GetFloat(frame->GetID("title_width"), 0.0f);
    const float x =
        right_width > 0.0f ? frame->Size.x - right_width - px(kHeaderPadding) : title + px(10);
    // Drawn into the frame, not the body: the body clips at the header's hairline.
    ImGui::Begin(frame->Name);
    ImGui::SetCursorPos({x, std::round((px(kHeader) - theme().control_height()) * 0.5f)});
    ImGui::BeginGroup();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), 0});
    ImGui::AlignTextToFramePadding();
}

void end_panel_header() {
    ImGui::PopStyleVar();
    ImGui::EndGroup();
    ImGui::End();
}

bool begin_card(std::string_view id, ImVec2 size, const CardOptions& options) {
    const Theme& t = theme();
    const float pad = px(options.padding);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const ImVec2 full{size.x > 0 ? size.x : room.x + size.x, size.y > 0 ? size.y : room.y + size.y};
    const ImVec2 end{at.x + full.x, at.y + full.y};
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (options.changed) {
        const float out = px(2);
        draw_outline(list, {at.x - out, at.y - out}, {end.x + out, end.y + out}, t.glow,
                     t.radius() + out, out);
    }
    if (options.quiet) list->AddRectFilled(at, end, t.ground, t.radius());
    if (options.selected || options.changed) {
        draw_outline(list, at, end, t.accent, t.radius(), px(options.selected ? 2.0f : 1.0f));
    } else if (options.dashed) {
        const float dash = px(4);
        draw_dashed_line(list, at, {end.x, at.y}, t.ink3, t.hairline(), dash, dash);
        draw_dashed_line(list, {at.x, end.y}, end, t.ink3, t.hairline(), dash, dash);
        draw_dashed_line(list, at, {at.x, end.y}, t.ink3, t.hairline(), dash, dash);
        draw_dashed_line(list, {end.x, at.y}, end, t.ink3, t.hairline(), dash, dash);
    } else if (!options.quiet) {
        draw_outline(list, at, end, t.line, t.radius());
    }
    const std::string name(id);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {pad, pad});
    const bool visible =
        ImGui::BeginChild(name.c_str(), full, false,
                          ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_AlwaysUseWindowPadding |
                              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                              ImGuiWindowFlags_NavFlattened);
    ImGui::PopStyleVar();
    return visible;
}

void end_card() {
    ImGui::EndChild();
}

void section_header(std::string_view title, std::string_view right) {
    const Theme& t = theme();
    text(title, {.face = Face::Strong});
    if (!right.empty()) {
        ImGui::SameLine(0.0f, px(8));
        number(right, 0.0f, {.face = Face::Text, .color = t.ink2});
    }
    separator();
}

void separator() {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const float x0 = window->DC.CursorPos.x;
    const float y = window->DC.CursorPos.y - px(4);
    const float x1 = x0 + ImGui::GetContentRegionAvail().x;
    draw_hline(ImGui::GetWindowDrawList(), x0, x1, y, theme().line);
}

}  // namespace app::ui
