#include "app/ui/text.h"

#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/tooltip.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace app::ui {

namespace {

Color color_of(const TextStyle& style) {
    return style.color.value_or(theme().ink);
}

/// Reserves an item of `size` in the flow, with the text's baseline where the line's is. False when
/// it is out of sight.
bool reserve(ImVec2 size, ImRect& box) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const ImVec2 at{window->DC.CursorPos.x,
                    window->DC.CursorPos.y + window->DC.CurrLineTextBaseOffset};
    box = {at, {at.x + size.x, at.y + size.y}};
    ImGui::ItemSize(size, 0.0f);
    return ImGui::ItemAdd(box, 0);
}

float room_to_the_right() {
    return std::max(ImGui::GetContentRegionAvail().x, 1.0f);
}

/// The right edge for wrapped text, in window coordinates of the screen.
float wrap_edge() {
    const ImGuiWindow* window = ImGui::GetCurrentWindowRead();
    if (window->DC.TextWrapPos > 0.0f) {
        return window->Pos.x - window->Scroll.x + window->DC.TextWrapPos;
    }
    return window->DC.CursorPos.x + room_to_the_right();
}

/// How many bytes of `text` fit into `width` with "…" behind them.
std::size_t fitting_bytes(Face face, std::string_view text, float width) {
    const ImFont* f = font(face);
    const float room = width - text_size(face, "…").x;
    const char* rest = nullptr;
    f->CalcTextSizeA(f->FontSize, std::max(room, 0.0f), 0.0f, text.data(),
                     text.data() + text.size(), &rest);
    std::size_t bytes = static_cast<std::size_t>(rest - text.data());
    while (bytes > 0 && text[bytes - 1] == ' ') --bytes;
    return bytes;
}

}  // namespace

void text(std::string_view words, TextStyle style) {
    const ImVec2 size = text_size(style.face, words);
    if (ImRect box; reserve(size, box)) {
        draw_text(ImGui::GetWindowDrawList(), style.face, box.Min, color_of(style), words);
    }
}

void text_wrapped(std::string_view words, TextStyle style) {
    const FontScope face(style.face);
    const ImFont* f = ImGui::GetFont();
    const float width = std::max(wrap_edge() - ImGui::GetCursorScreenPos().x, 1.0f);
    const char* end = words.data() + words.size();
    const ImVec2 size = f->CalcTextSizeA(f->FontSize, FLT_MAX, width, words.data(), end);
    ImRect box;
    if (!reserve({std::ceil(size.x), size.y}, box)) return;
    ImGui::GetWindowDrawList()->AddText(f, f->FontSize, box.Min, color_of(style), words.data(), end,
                                        width);
    note_text(words, box.Min, box.Max);
}

void text_ellipsis(std::string_view words, float width, TextStyle style) {
    if (width <= 0.0f) width = room_to_the_right();
    const ImVec2 size = text_size(style.face, words);
    if (size.x <= width) {
        text(words, style);
        return;
    }
    const std::string cut =
        std::string(words.substr(0, fitting_bytes(style.face, words, width))) + "…";
    if (ImRect box; reserve({std::min(text_size(style.face, cut).x, width), size.y}, box)) {
        draw_text(ImGui::GetWindowDrawList(), style.face, box.Min, color_of(style), cut);
    }
    tooltip(words);
}

void number(std::string_view digits, float width, TextStyle style) {
    if (width <= 0.0f) width = room_to_the_right();
    const ImVec2 size = text_size(style.face, digits);
    ImRect box;
    if (!reserve({std::max(width, size.x), size.y}, box)) return;
    draw_text(ImGui::GetWindowDrawList(), style.face, {box.Max.x, box.Min.y}, color_of(style),
              digits, Align::Right);
}

void rich_text(std::string_view marked, Face plain, Face strong, std::optional<Color> color) {
    struct Word {
        std::string_view text;
        Face face;
        ImVec2 at;
        float width;
    };
    static thread_local std::vector<Word> words;  // reused: no allocation a frame
    words.clear();
    const float line_height = font(plain)->FontSize;
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float edge = wrap_edge();
    Face face = plain;
    ImVec2 pen{0, 0};
    float widest = 0.0f;
    for (std::size_t at = 0; at < marked.size();) {
        if (marked.substr(at, 2) == "**") {
            face = face == strong ? plain : strong;
            at += 2;
            continue;
        }
        if (marked[at] == '`') {
            face = face == Face::Mono ? plain : Face::Mono;
            ++at;
            continue;
        }
        if (marked[at] == '\n') {
            pen = {0, pen.y + line_height};
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < marked.size() && marked[end] == ' ') ++end;
        while (end < marked.size() && marked[end] != ' ' && marked[end] != '\n' &&
               marked[end] != '`' && marked.substr(end, 2) != "**") {
            ++end;
        }
        std::string_view word = marked.substr(at, end - at);
        float width = font(face)
                          ->CalcTextSizeA(font(face)->FontSize, FLT_MAX, 0.0f, word.data(),
                                          word.data() + word.size())
                          .x;
        if (pen.x > 0.0f && start.x + pen.x + width > edge) {
            pen = {0, pen.y + line_height};
            while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
            width = text_size(face, word).x;
        }
        if (!word.empty()) words.push_back({word, face, pen, width});
        pen.x += width;
        widest = std::max(widest, pen.x);
        at = end;
    }
    ImRect box;
    if (!reserve({std::ceil(widest), pen.y + line_height}, box)) return;
    const float baseline = font(plain)->Ascent;
    for (const Word& word : words) {
        const ImFont* f = font(word.face);
        const ImVec2 at{std::round(box.Min.x + word.at.x),
                        std::round(box.Min.y + word.at.y + baseline - f->Ascent)};
        ImGui::GetWindowDrawList()->AddText(f, f->FontSize, at, color.value_or(theme().ink),
                                            word.text.data(), word.text.data() + word.text.size());
        note_text(word.text, at, {at.x + word.width, at.y + f->FontSize});
    }
}

void same_line(float gap) {
    ImGui::SameLine(0.0f, px(gap));
}

}  // namespace app::ui
