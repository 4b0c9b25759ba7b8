#include "app/ui/code_editor.h"

#include "app/ui/context.h"
#include "app/ui/draw.h"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

namespace app::ui {

namespace {

constexpr int kIndent = 4;

std::string_view line_at(const std::string& text, int cursor) {
    const auto at = std::min(static_cast<std::size_t>(std::max(cursor, 0)), text.size());
    const std::size_t before = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
    const std::size_t start = before == std::string::npos ? 0 : before + 1;
    return std::string_view(text).substr(start, at - start);
}

std::string indentation_after(std::string_view line) {
    const std::size_t code = std::min(line.find_first_not_of(" \t"), line.size());
    std::string indentation(line.substr(0, code));
    const std::size_t last = line.find_last_not_of(" \t");
    if (last != std::string_view::npos && line[last] == ':') indentation.append(kIndent, ' ');
    return indentation;
}

/// Where a byte of a line stands, without ceil: pieces of one line stand at their exact places.
float advance(std::string_view text) {
    const ImFont* face = font(Face::Mono);
    return face->CalcTextSizeA(face->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size())
        .x;
}

void queue(std::string_view characters) {
    for (const char c : characters) ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
}

}  // namespace

/// Turns Tab and Enter into the characters that an editor of Python types for them. They are
/// handed over as if typed, so that each can be undone.
void CodeEditor::type_ahead(const std::string& text) {
    const ImGuiIO& io = ImGui::GetIO();
    lines_to_come_ = 0;
    swallow_line_ = swallow_tab_ = false;
    if (!active_ || io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
    if (!io.KeyShift && pressed(ImGuiKey_Tab)) {
        swallow_tab_ = true;
        const int column = static_cast<int>(line_at(text, cursor_).size());
        queue(std::string(static_cast<std::size_t>(kIndent - column % kIndent), ' '));
    }
    if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeyPadEnter)) {
        swallow_line_ = true;
        lines_to_come_ = 1;
        queue("\n" + indentation_after(line_at(text, cursor_)));
    }
}

int CodeEditor::on_event(ImGuiInputTextCallbackData* data) {
    auto& self = *static_cast<CodeEditor*>(data->UserData);
    if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways) {
        self.cursor_ = data->CursorPos;
        return 0;
    }
    if (data->EventChar == '\t' && self.swallow_tab_) return 1;
    if (data->EventChar == '\n' && self.lines_to_come_ > 0) {
        --self.lines_to_come_;
        return 0;
    }
    return data->EventChar == '\n' && self.swallow_line_ ? 1 : 0;
}

bool CodeEditor::draw(const char* id, std::string& text, const CodeEditorOptions& options) {
    const Theme& t = theme();
    ImGuiWindow* const window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const FontScope mono(Face::Mono);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 max{min.x + options.size.x, min.y + options.size.y};
    const int lines = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    const float gutter = text_size(Face::Mono, std::to_string(std::max(lines, 99))).x + px(16);

    active_ = ImGui::GetActiveID() == window->GetID(id);
    type_ahead(text);
    // ImGui's Escape would bring back the text as it was when the field was entered.
    const bool escaped = active_ && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape));
    const std::string kept = escaped ? text : std::string();

    ImGui::SetCursorScreenPos({min.x + gutter, min.y});
    if (options.focus) ImGui::SetKeyboardFocusHere();
    ImGui::PushStyleColor(ImGuiCol_FrameBg, ImVec4(0, 0, 0, 0));
    // The letters and the caret are ours: the field has one colour for all of them.
    ImGui::PushStyleColor(ImGuiCol_Text, ImVec4(0, 0, 0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0.0f);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(px(4), px(4)));
    bool changed = ImGui::InputTextMultiline(id, &text, {options.size.x - gutter, options.size.y},
                                             ImGuiInputTextFlags_AllowTabInput |
                                                 ImGuiInputTextFlags_CallbackAlways |
                                                 ImGuiInputTextFlags_CallbackCharFilter,
                                             &on_event, this);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
    if (escaped) {
        changed = false;
        text = kept;
    }
    // The field scrolls in a window of its own, made last.
    if (!window->DC.ChildWindows.empty()) {
        ImGuiWindow* const inside = window->DC.ChildWindows.back();
        if (options.show_marked && options.marked > 0) {
            const float y = static_cast<float>(options.marked - 1) * ImGui::GetFontSize();
            ImGui::SetScrollY(inside, std::max(0.0f, std::floor(y - options.size.y / 3)));
        }
        const ImGuiInputTextState* const state = ImGui::GetInputTextState(window->GetID(id));
        const bool edited = state != nullptr && ImGui::GetActiveID() == state->ID;
        scroll_x_ = edited ? state->ScrollX : 0;
        scroll_y_ = inside->Scroll.y;
        constexpr float kBlink = 1.2f, kLit = 0.8f;  // seconds, as ImGui's own
        caret_shown_ =
            edited && (!ImGui::GetIO().ConfigInputTextCursorBlink || state->CursorAnim <= 0 ||
                       std::fmod(state->CursorAnim, kBlink) <= kLit);
        const ImVec2 first{min.x + gutter + px(4) - scroll_x_, min.y + px(4) - scroll_y_};
        inside->DrawList->PushClipRect({min.x + gutter, min.y + px(1)},
                                       {inside->InnerRect.Max.x, inside->InnerRect.Max.y});
        draw_code(inside->DrawList, first, max.y, text, options);
        if (caret_shown_) draw_caret(inside->DrawList, first, text);
        inside->DrawList->PopClipRect();
    }
    draw_gutter(min, max, gutter, lines, options);
    draw_outline(ImGui::GetWindowDrawList(), min, max, active_ ? t.accent : t.control_line,
                 t.radius(), active_ ? px(2) : 0.0f);
    return changed;
}

void CodeEditor::draw_code(ImDrawList* list, ImVec2 first, float bottom, const std::string& text,
                           const CodeEditorOptions& options) const {
    const float height = ImGui::GetFontSize();
    const std::string_view all = text;
    std::size_t at = 0;
    ImVec2 place = first;
    for (int number = 0; at <= all.size() && place.y < bottom; ++number, place.y += height) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        const std::string_view line = all.substr(at, end - at);
        at = end + 1;
        if (place.y + height < list->GetClipRectMin().y || line.empty()) continue;
        const auto piece = [&](std::size_t from, std::size_t to, Color color) {
            to = std::min(to, line.size());
            if (from >= to) return;
            // What a field scrolls away is not cut: draw_text() would be told of it.
            list->AddText(font(Face::Mono), height,
                          {std::floor(place.x + advance(line.substr(0, from))), place.y}, color,
                          line.data() + from, line.data() + to);
        };
        std::size_t plain = 0;
        for (const CodePiece& each :
             options.pieces ? options.pieces(text, number) : std::vector<CodePiece>()) {
            const auto begin = static_cast<std::size_t>(each.begin);
            piece(plain, begin, theme().ink);
            piece(begin, static_cast<std::size_t>(each.end), each.color);
            plain = static_cast<std::size_t>(each.end);
        }
        piece(plain, line.size(), theme().ink);
    }
}

void CodeEditor::draw_caret(ImDrawList* list, ImVec2 first, const std::string& text) const {
    const std::string_view before = line_at(text, cursor_);
    const auto at = std::min(static_cast<std::size_t>(std::max(cursor_, 0)), text.size());
    const auto lines =
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    const float x = std::floor(first.x + advance(before));
    const float y = first.y + static_cast<float>(lines) * ImGui::GetFontSize();
    list->AddRectFilled({x, y}, {x + std::max(1.0f, px(1)), y + ImGui::GetFontSize()}, theme().ink);
}

/// Behind the text: the field's own window has no ground.
void CodeEditor::draw_gutter(ImVec2 min, ImVec2 max, float gutter, int lines,
                             const CodeEditorOptions& options) const {
    const Theme& t = theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float height = ImGui::GetFontSize();
    const float top = min.y + px(4) - scroll_y_;
    list->PushClipRect({min.x, min.y + px(2)}, {max.x, max.y - px(2)}, true);
    list->AddRectFilled(min, {min.x + gutter, max.y}, t.ground, t.radius(),
                        ImDrawFlags_RoundCornersLeft);
    if (options.marked > 0) {
        const float y = top + static_cast<float>(options.marked - 1) * height;
        list->AddRectFilled({min.x, y}, {max.x, y + height}, t.error.tint);
        if (options.end > options.begin) {
            const float wide = text_size(Face::Mono, "m").x;
            const float x = min.x + gutter + px(4) - scroll_x_;
            draw_hline(list, std::max(x + wide * static_cast<float>(options.begin), min.x + gutter),
                       x + wide * static_cast<float>(options.end), y + height - px(1),
                       t.error.outline, px(2));
        }
    }
    const int first = std::max(0, static_cast<int>(std::ceil((min.y - top) / height)));
    for (int i = first; i < lines; ++i) {
        const float y = top + static_cast<float>(i) * height;
        if (y + height > max.y) break;  // numbers are shown whole
        draw_text(list, Face::Mono, {min.x + gutter - px(8), y},
                  i + 1 == options.marked ? t.error.text : t.ink3, std::to_string(i + 1),
                  Align::Right);
    }
    list->PopClipRect();
}

}  // namespace app::ui
