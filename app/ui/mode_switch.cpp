#include "app/ui/mode_switch.h"

#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/tooltip.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace app::ui {

namespace {

constexpr float kTickStep = 9.0f;
constexpr float kTickSize = 6.0f;

void draw_segment(const ImRect& box, bool is_train, bool filled, bool hovered, bool enabled,
                  SwitchSize size) {
    const Theme& t = theme();
    const ModeColors& mode = t.mode(is_train);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImDrawFlags corners =
        is_train ? ImDrawFlags_RoundCornersLeft : ImDrawFlags_RoundCornersRight;
    if (filled) {
        list->AddRectFilled(box.Min, box.Max, mode.tint, t.radius(), corners);
    } else if (hovered && enabled) {
        list->AddRectFilled(box.Min, box.Max, t.hover, t.radius(), corners);
    }
    const float width = t.hairline();
    const float in = (width - 1.0f) * 0.5f;
    list->AddRect({box.Min.x + in, box.Min.y + in}, {box.Max.x - in, box.Max.y - in},
                  filled || (hovered && enabled) ? mode.outline : t.line, t.radius(), corners,
                  width);
    const bool large = size == SwitchSize::Presenter;
    const Face face = large ? (filled ? Face::ResultStrong : Face::Result)
                            : (filled ? Face::SmallStrong : Face::Small);
    const Color ink = filled ? mode.text : t.ink2;
    const std::string_view word = is_train ? "train" : "eval";
    const float sign = px(large ? 12 : 8);
    const float gap = px(5);
    const float word_width = text_size(face, word).x;
    const float x = std::round(box.GetCenter().x - (sign + gap + word_width) * 0.5f);
    const float middle = box.GetCenter().y;
    draw_mode_sign(list, {x + sign * 0.5f, std::round(middle)}, sign, is_train, ink);
    draw_text(list, face, {x + sign + gap, middle - font(face)->FontSize * 0.5f}, ink, word);
}

}  // namespace

ImVec2 mode_switch_size(SwitchSize size) {
    if (size == SwitchSize::Presenter) return {px(150), px(32)};
    return theme().switch_size();
}

SwitchState mode_switch(std::string_view id, bool training, const SwitchTooltips& tooltips,
                        bool enabled, SwitchSize size_asked) {
    SwitchState state;
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return state;
    const ImVec2 size = mode_switch_size(size_asked);
    const float text_top = std::round((size.y - font(Face::Text)->FontSize) * 0.5f);
    const float lift = std::max(window->DC.CurrLineTextBaseOffset - text_top, 0.0f);
    const ImVec2 at{window->DC.CursorPos.x, window->DC.CursorPos.y + lift};
    ImGui::ItemSize(size, text_top);
    ImGui::PushID(id.data(), id.data() + id.size());
    ImGui::BeginDisabled(!enabled);
    const AnchorScope scope(id);
    // The pair shares one hairline in the middle; the filled one is drawn last, on top of it.
    const float middle = at.x + std::round(size.x * 0.5f);
    const ImRect boxes[2] = {{at, {middle + theme().hairline(), at.y + size.y}},
                             {{middle, at.y}, {at.x + size.x, at.y + size.y}}};
    const int filled = training ? 0 : 1;
    for (const int side : {1 - filled, filled}) {
        const bool is_train = side == 0;
        const ImGuiID segment = window->GetID(is_train ? "train" : "eval");
        if (!ImGui::ItemAdd(boxes[side], segment)) continue;
        bool hovered = false;
        bool held = false;
        // 22 px are drawn, 24 can be hit.
        ImRect target = boxes[side];
        target.Min.y -= px(1);
        target.Max.y += px(1);
        if (ImGui::ButtonBehavior(target, segment, &hovered, &held)) {
            state.clicked = is_train ? Segment::Train : Segment::Eval;
        }
        const bool focused =
            ImGui::IsItemFocused() && !ImGui::GetCurrentContext()->NavDisableHighlight;
        if (hovered || focused) state.hovered = is_train ? Segment::Train : Segment::Eval;
        draw_segment(boxes[side], is_train, side == filled, hovered, enabled, size_asked);
        draw_focus_ring(theme().radius());
        anchor(is_train ? "train" : "eval", side == filled ? "now" : "");
        tooltip(is_train ? tooltips.train : tooltips.eval);
    }
    ImGui::EndDisabled();
    ImGui::PopID();
    return state;
}

float mode_ticks_width(std::size_t count) {
    return px(kTickStep) * static_cast<float>(count);
}

void mode_ticks(std::span<const std::uint8_t> flags, float width) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems || flags.empty()) return;
    const float step = px(kTickStep);
    std::size_t shown = flags.size();
    std::string rest;
    if (width > 0.0f && mode_ticks_width(shown) > width) {
        const float room = width - text_size(Face::Small, "+999").x;
        shown = static_cast<std::size_t>(std::max(room / step, 0.0f));
        rest = "+";
        rest += std::to_string(flags.size() - shown);
    }
    const float line = font(Face::Text)->FontSize;
    const float used = static_cast<float>(shown) * step +
                       (rest.empty() ? 0.0f : text_size(Face::Small, rest).x + px(2));
    const ImVec2 at{window->DC.CursorPos.x,
                    window->DC.CursorPos.y + window->DC.CurrLineTextBaseOffset};
    const ImRect box{at, {at.x + used, at.y + line}};
    ImGui::ItemSize({used, line}, 0.0f);
    if (!ImGui::ItemAdd(box, 0)) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float half = px(kTickSize) * 0.5f;
    const float middle = std::round(box.GetCenter().y);
    for (std::size_t i = 0; i < shown; ++i) {
        const float x = at.x + step * (static_cast<float>(i) + 0.5f);
        const bool up = flags[i] != 0;
        const float tip = up ? middle - half : middle + half;
        const float base = up ? middle + half : middle - half;
        list->AddTriangleFilled({x, tip}, {x + half, base}, {x - half, base},
                                theme().mode(up).text);
    }
    if (!rest.empty()) {
        draw_text(list, Face::Small,
                  {at.x + static_cast<float>(shown) * step + px(2),
                   middle - font(Face::Small)->FontSize * 0.5f},
                  theme().ink2, rest);
    }
}

}  // namespace app::ui
