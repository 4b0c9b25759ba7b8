#include "app/panels/console_lines.h"

#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace app::panels {
namespace {

using engine::session::ConsoleLine;

constexpr const char* kWarningSign = "\xEF\x81\xB1";  // U+F071
constexpr float kRowHeight = 18;
constexpr float kStepWidth = 44;
constexpr std::size_t kTable = 120;  // characters: what is printed longer has no columns to keep
constexpr float kEnd = 1e9f;         // a scroll beyond everything: ImGui stops at the end
constexpr std::string_view kGoesOn = "  ";  // before what did not fit into the row above

/// The bytes of so many characters; where more follow, up to a blank near their end.
std::size_t row_of(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    for (std::size_t left = characters; at < text.size(); ++at) {
        if ((text[at] & 0xC0) != 0x80 && left-- == 0) break;
    }
    if (at == text.size()) return at;
    const auto blank = text.substr(0, at).rfind(' ');
    return blank == std::string_view::npos || blank < at / 2 ? at : blank + 1;
}

ui::Color color_of(const ConsoleLine& line) {
    const ui::Theme& theme = ui::theme();
    switch (line.kind) {
        case ConsoleLine::Kind::Error:
            return theme.ink;
        case ConsoleLine::Kind::Comment:
            return theme.ink3;
        case ConsoleLine::Kind::Output:
            return theme.ink2;
        case ConsoleLine::Kind::Input:
            break;
    }
    return line.by_person ? theme.ink : theme.ink2;
}

/// The input that a line belongs to, and everything until the next one.
std::pair<std::size_t, std::size_t> block_of(const std::vector<ConsoleLine>& lines,
                                             std::size_t index) {
    std::size_t first = index;
    while (first > 0 && lines[first].kind != ConsoleLine::Kind::Input) --first;
    std::size_t end = index + 1;
    while (end < lines.size() && lines[end].kind != ConsoleLine::Kind::Input) ++end;
    return {first, end};
}

std::string joined(const std::vector<ConsoleLine>& lines, std::size_t first, std::size_t end) {
    std::string all;
    for (std::size_t i = first; i < end; ++i) all += lines[i].text + "\n";
    return all;
}

}  // namespace

std::vector<ConsoleRow> console_rows(const std::vector<ConsoleLine>& lines,
                                     std::size_t characters) {
    std::vector<ConsoleRow> rows;
    characters = std::max<std::size_t>(characters, 8);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view text = lines[i].text;
        const bool printed = lines[i].kind == ConsoleLine::Kind::Output;
        const std::size_t first = rows.size();
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            bool goes_on = false;
            do {
                const std::string_view rest = text.substr(at, end - at);
                const bool wraps = !printed || goes_on || rest.size() > kTable;
                // The sign of an error, and what stands before a second row, take their room.
                const std::size_t room =
                    characters - (goes_on ? kGoesOn.size() : 0) -
                    (lines[i].kind == ConsoleLine::Kind::Error ? std::size_t{2} : 0);
                const std::size_t length = wraps ? row_of(rest, room) : rest.size();
                rows.push_back({.line = i, .begin = at, .length = length, .goes_on = goes_on});
                at += length;
                goes_on = true;
            } while (at < end);
            at = end + 1;
        }
        rows[first].first = true;
        rows.back().last = true;
    }
    return rows;
}

void ConsoleLines::follow(const engine::session::SessionView& view, float width) {
    if (view.publication == publication_ && width == width_ && publication_ != 0) return;
    publication_ = view.publication;
    width_ = width;
    const float character = ui::text_size(ui::Face::Mono, "m").x;
    const float room = width - ui::px(kStepWidth);
    rows_ = console_rows(view.console, static_cast<std::size_t>(std::max(room / character, 8.0f)));
    widest_ = 0;
    for (const ConsoleRow& row : rows_) {
        const ConsoleLine& line = view.console[row.line];
        if (line.kind != ConsoleLine::Kind::Output) continue;
        const std::string_view text = std::string_view(line.text).substr(row.begin, row.length);
        widest_ = std::max(widest_, static_cast<float>(text.size()) * character);
    }
    const std::string newest = view.console.empty() ? "" : view.console.back().text;
    // New lines come into sight, also when the list is full and its length stays.
    if (seen_ != view.console.size() || newest_ != newest) to_end_ = true;
    seen_ = view.console.size();
    newest_ = newest;
}

std::optional<std::string> ConsoleLines::draw(Frame& frame, float height) {
    taken_.reset();
    hovered_ = std::exchange(hovering_, std::nullopt);
    const float bar = ImGui::GetStyle().ScrollbarSize;
    const float width = ImGui::GetContentRegionAvail().x - bar;
    follow(frame.view, width);
    const float wide = ui::px(kStepWidth) + widest_;
    // Whole rows, the newest right above the prompt.
    const float below = wide > width ? bar : 0.0f;
    const float rows = std::max(std::floor((height - below) / ui::px(kRowHeight)), 1.0f);
    const float spare = std::max(height - below - rows * ui::px(kRowHeight), 0.0f);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + spare);
    height -= spare;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::SetNextWindowContentSize({wide > width ? wide + ui::px(4) : 0.0f, 0});
    ImGui::BeginChild(
        "lines", {0, height}, false,
        ImGuiWindowFlags_NoBackground | (wide > width ? ImGuiWindowFlags_HorizontalScrollbar : 0));
    if (page_ != 0) {
        const float goal = ImGui::GetScrollY() + page_ * (height - ui::px(kRowHeight));
        ImGui::SetScrollY(std::clamp(goal, 0.0f, ImGui::GetScrollMaxY()));
        page_ = 0;
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows_.size()), ui::px(kRowHeight));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const ConsoleRow& row = rows_[static_cast<std::size_t>(i)];
            if (row.line < frame.view.console.size()) draw_row(frame, row);
        }
    }
    if (std::exchange(to_end_, false)) ImGui::SetScrollY(kEnd);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    return std::exchange(taken_, std::nullopt);
}

void ConsoleLines::draw_row(Frame& frame, const ConsoleRow& row) {
    const ui::Theme& theme = ui::theme();
    const ConsoleLine& line = frame.view.console[row.line];
    ImGui::PushID(static_cast<int>(row.line));
    ImGui::PushID(static_cast<int>(row.begin));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 size{std::max(ImGui::GetContentRegionAvail().x, width_), ui::px(kRowHeight)};
    // All rows of a line light up together.
    if (hovered_ == row.line) {
        list->AddRectFilled(at, {at.x + size.x, at.y + size.y}, theme.hover);
    }
    // What was typed goes back into the prompt; anything else is copied.
    if (ImGui::InvisibleButton("row", size)) {
        if (line.kind == ConsoleLine::Kind::Input) {
            taken_ = line.text;
        } else {
            ImGui::SetClipboardText(line.text.c_str());
        }
    }
    if (ImGui::IsItemHovered()) hovering_ = row.line;
    ui::draw_focus_ring(0);
    const std::string name = "line/" + std::to_string(row.line);
    ui::anchor(row.first ? name : name + "/" + std::to_string(row.begin), line.text);
    draw_menu(frame, row.line);

    const float y = at.y + ui::px(2);
    const bool input = line.kind == ConsoleLine::Kind::Input;
    if (row.first && (input || line.kind == ConsoleLine::Kind::Comment)) {
        ui::draw_text(list, ui::Face::Mono, {at.x, y}, theme.ink3,
                      "[" + std::to_string(line.step) + "]");
    }
    float x = at.x + ui::px(kStepWidth);
    const bool error = line.kind == ConsoleLine::Kind::Error;
    const std::string_view text = std::string_view(line.text).substr(row.begin, row.length);
    // The last line of a traceback says what went wrong.
    const auto last_line = line.text.rfind('\n');
    const bool strong = error && (last_line == std::string::npos || row.begin > last_line);
    if (error) {
        const float sign = ui::text_size(ui::Face::Strong, kWarningSign).x;
        if (row.first)
            ui::draw_text(list, ui::Face::Strong, {x, y}, theme.error.text, kWarningSign);
        x += sign + ui::px(6);
    }
    if (row.goes_on) x += ui::text_size(ui::Face::Mono, kGoesOn).x;
    ui::draw_text(list, strong ? ui::Face::MonoStrong : ui::Face::Mono, {x, y},
                  strong ? theme.error.text : color_of(line), text);
    ImGui::PopID();
    ImGui::PopID();
}

void ConsoleLines::draw_menu(Frame& frame, std::size_t index) {
    if (!ImGui::BeginPopupContextItem("menu")) return;
    const auto& lines = frame.view.console;
    const ConsoleLine& line = lines[index];
    const ui::AnchorScope scope("menu");
    if (ImGui::MenuItem("Copy line")) ImGui::SetClipboardText(line.text.c_str());
    ui::anchor("copy");
    if (ImGui::MenuItem("Copy with its answer")) {
        const auto [first, end] = block_of(lines, index);
        ImGui::SetClipboardText(joined(lines, first, end).c_str());
    }
    ui::anchor("copy_block");
    if (ImGui::MenuItem("Copy all")) {
        ImGui::SetClipboardText(joined(lines, 0, lines.size()).c_str());
    }
    ui::anchor("copy_all");
    if (line.kind == ConsoleLine::Kind::Input) {
        if (ImGui::MenuItem("Edit")) taken_ = line.text;
        ui::anchor("edit");
    }
    ImGui::EndPopup();
}

}  // namespace app::panels
