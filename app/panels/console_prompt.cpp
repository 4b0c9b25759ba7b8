#include "app/panels/console_prompt.h"

#include "app/panels/fitted_text.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"
#include "engine/script/prompt_text.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

namespace app::panels {
namespace {

using engine::script::InputState;

constexpr int kMostLines = 6;
constexpr double kLong = 0.3;  // seconds that a line may run unsaid
constexpr std::string_view kIndentation = "    ";

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Without blanks on its last line, which Enter has put there by itself.
std::string trimmed(std::string_view text) {
    const auto end = text.rfind('\n');
    if (end != std::string_view::npos && is_blank(text.substr(end))) {
        return std::string(text.substr(0, end + 1));
    }
    return std::string(text);
}

/// As it goes into the list and the history: no empty lines at its end.
std::string closed(std::string_view text) {
    const auto last = text.find_last_not_of(" \t\r\n");
    return std::string(last == std::string_view::npos ? "" : text.substr(0, last + 1));
}

}  // namespace

float ConsolePrompt::height() const {
    return input_.height(kMostLines);
}

void ConsolePrompt::take(std::string line) {
    const std::size_t end = line.size();
    input_.set(std::move(line), end);
    input_.focus();
    completion_.close();
    search_.reset();
    history_.stop();
}

void ConsolePrompt::draw(Frame& frame) {
    if (!std::exchange(history_read_, true)) {
        history_ = ConsoleHistory(frame.window.console_history);
    }
    if (std::exchange(frame.window.focus_console, false)) input_.focus();
    if (input_.active()) press(frame);

    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool arrows = !completion_.showing() && !search_;
    const bool first = input_.on_first_line(), last = input_.on_last_line();
    const ImGuiIO& io = ImGui::GetIO();
    const bool up = ImGui::IsKeyDown(ImGui::GetKeyIndex(ImGuiKey_UpArrow));
    input_.draw("input", {.hint = search_ ? "words of an earlier line" : "model.eval()",
                          .prompt = search_ ? "find" : ">>>",
                          .width = width,
                          .most_lines = kMostLines,
                          .arrows = arrows && (io.KeyShift || !(up ? first : last))});
    if (!input_.active()) {
        // A click on a suggestion takes the keyboard from the prompt for a moment.
        if (!ImGui::IsAnyMouseDown()) completion_.close();
    }
    draw_over(frame, corner, width);
}

void ConsolePrompt::press(Frame& frame) {
    const ui::CodeKeys keys = input_.keys();
    if (search_) return search(frame, keys);
    if (input_.text() != walked_) history_.stop();
    if (keys.page_up || keys.page_down) page_ += keys.page_up ? -1.0f : 1.0f;
    if (completion_.showing()) {
        if (keys.up) completion_.move(-1);
        if (keys.down) completion_.move(1);
        if (keys.enter || keys.tab) return accept();
    } else {
        if (keys.up && input_.on_first_line()) walk(true);
        if (keys.down && input_.on_last_line()) walk(false);
        if (keys.tab) tab();
        if (keys.enter) enter(frame, false);
    }
    if (keys.complete) completion_.open(false);
    if (keys.new_line) new_line();
    if (keys.run) enter(frame, true);
    if (keys.interrupt) {
        completion_.close();
        input_.set("", 0);
    }
    if (keys.escape) escape(frame);
    if (keys.search) {
        search_ = Search{.before = input_.text(), .at = {}, .words = {}};
        completion_.close();
        input_.set("", 0);
    }
}

void ConsolePrompt::enter(Frame& frame, bool at_once) {
    const std::string text = trimmed(input_.text());
    if (is_blank(text)) return;
    const bool whole = at_once || input_.on_last_line();
    if (!whole || (!at_once && engine::script::input_state(text) == InputState::Incomplete)) {
        return new_line();
    }
    run(frame, closed(text));
    input_.set("", 0);
}

void ConsolePrompt::run(Frame& frame, const std::string& text) {
    history_.add(text);
    frame.window.console_history = history_.lines();
    // In the past the person is asked once, for all of it.
    if (frame.view.step < frame.view.last_step) {
        frame.submit(engine::session::Run{text});
        return;
    }
    for (std::string& statement : engine::script::split_statements(text)) {
        frame.submit(engine::session::Run{std::move(statement)});
    }
}

void ConsolePrompt::new_line() {
    const std::string_view before = std::string_view(input_.text()).substr(0, input_.cursor());
    input_.insert("\n" + engine::script::next_indentation(before));
}

void ConsolePrompt::tab() {
    const std::string_view before = std::string_view(input_.text()).substr(0, input_.cursor());
    const auto line = before.rfind('\n');
    if (is_blank(line == std::string_view::npos ? before : before.substr(line))) {
        input_.insert(kIndentation);
    } else {
        completion_.open(true);
    }
}

void ConsolePrompt::escape(Frame& frame) {
    if (completion_.waiting()) {
        completion_.close();
    } else if (!frame.view.running.empty()) {
        frame.requests.pause();
    } else if (!input_.text().empty()) {
        input_.set("", 0);
    } else {
        input_.leave();
    }
}

void ConsolePrompt::walk(bool up) {
    const auto line = up ? history_.earlier(input_.text()) : history_.later();
    if (!line) return;
    walked_ = *line;
    input_.set(*line, line->size());
}

void ConsolePrompt::accept() {
    const Completed made = completion_.taken(input_.text(), input_.cursor());
    input_.set(made.text, made.cursor);
    completion_.close();
}

void ConsolePrompt::search(Frame&, const ui::CodeKeys& keys) {
    if (input_.text() != search_->words) {
        search_->words = input_.text();
        search_->at = history_.find(search_->words, history_.lines().size());
    }
    const auto older = [&] {
        const auto found = history_.find(search_->words, search_->at.value_or(0));
        if (found) search_->at = found;
    };
    if (keys.search || keys.up) older();
    if (keys.down && search_->at) {
        for (std::size_t i = *search_->at + 1; i < history_.lines().size(); ++i) {
            if (history_.lines()[i].find(search_->words) == std::string::npos) continue;
            search_->at = i;
            break;
        }
    }
    const bool taken = (keys.enter || keys.tab) && search_->at && !search_->words.empty();
    if (!taken && !keys.escape && !keys.interrupt && !keys.enter) return;
    const std::string line = taken ? history_.lines()[*search_->at] : search_->before;
    search_.reset();
    input_.set(line, line.size());
}

/// What stands over the list: the call's signature, what runs, what a search has found, and the
/// completions above them. No other part moves for it.
void ConsolePrompt::draw_over(Frame& frame, ImVec2 corner, float width) {
    float top = corner.y - ui::px(4);
    if (search_) {
        top = draw_search({corner.x, top}, width);
    } else {
        top = draw_running(frame, {corner.x, top}, width);
    }
    if (!input_.active() && !completion_.waiting()) return;
    const std::pair<std::string, std::size_t> now{input_.text(), input_.cursor()};
    if (now != asked_ && !search_ && (!now.first.empty() || completion_.waiting())) {
        asked_ = now;
        frame.requests.complete(now.first, now.second);
    }
    const auto& answer = frame.view.completion;
    if (answer && answer->text == now.first && answer->cursor == now.second && !search_) {
        top = draw_call_hint(answer->call, {corner.x, top}, width);
    }
    if (completion_.follow(frame.view, now.first, now.second)) {
        accept();
        return;
    }
    // The session that would answer runs a line.
    const bool busy = !frame.view.running.empty() || frame.view.busy;
    if (completion_.waiting() && !completion_.showing() && busy) {
        draw_note({corner.x, top}, "busy: completions come when this is done");
    }
    if (!completion_.showing()) return;
    const float x = input_.place_of(completion_.from()).x;
    if (completion_.draw({x, std::min(top, input_.place_of(completion_.from()).y - ui::px(4))})) {
        accept();
        input_.focus();
    }
}

void ConsolePrompt::draw_note(ImVec2 above, const std::string& words) {
    const ImVec2 size = ui::text_size(ui::Face::Text, words);
    const ImVec2 top{above.x, above.y - size.y - ui::px(8)};
    const ImVec2 end{above.x + size.x + ui::px(16), above.y};
    ImDrawList* list = ImGui::GetForegroundDrawList();
    list->AddRectFilled(top, end, ui::theme().ground, ui::px(4));
    ui::draw_outline(list, top, end, ui::theme().line, ui::px(4));
    ui::draw_text(list, ui::Face::Text, {top.x + ui::px(8), top.y + ui::px(4)}, ui::theme().ink2,
                  words);
    ui::anchor_box("note", top, end, words);
}

float ConsolePrompt::draw_running(Frame& frame, ImVec2 above, float width) {
    const double now = ui::current().clock();
    if (frame.view.running.empty()) {
        running_since_ = -1;
        return above.y;
    }
    if (running_since_ < 0) running_since_ = now;
    const double since = now - running_since_;
    if (since < kLong) {
        ui::current().wake_after(kLong - since);
        return above.y;
    }
    const float height = ui::px(32);
    const ImVec2 top{above.x, above.y - height};
    const std::string line = frame.view.running.substr(0, frame.view.running.find('\n'));
    ImGui::SetCursorScreenPos(top);
    ImGui::BeginChild("running", {width, height}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBackground);
    // ImGui would draw a child's ground into the parent, under the list that this stands over.
    ImGui::GetWindowDrawList()->AddRectFilled(top, {top.x + width, above.y}, ui::theme().ground,
                                              ui::px(4));
    ImGui::SetCursorPos({ui::px(6), ui::px(3)});
    ImGui::AlignTextToFramePadding();
    ui::text("running…", {.face = ui::Face::Strong});
    ui::same_line(8);
    const float button = ui::button_width("Stop", {.key = "Esc"});
    const float room = ImGui::GetContentRegionAvail().x - button - ui::px(16);
    ui::text(shortened(ui::Face::Mono, line, room), {.face = ui::Face::Mono});
    ImGui::SameLine(width - button - ui::px(6));
    if (ui::button("Stop",
                   {.key = "Esc", .tooltip = "Ends this line and takes back what it has done."})) {
        frame.requests.pause();
    }
    ui::anchor("stop");
    ImGui::EndChild();
    return top.y;
}

float ConsolePrompt::draw_search(ImVec2 above, float width) const {
    const std::string line = search_->at && !search_->words.empty()
                                 ? history_.lines()[*search_->at]
                                 : std::string(search_->words.empty() ? "Type words of an earlier "
                                                                        "line. Ctrl+R: an older one"
                                                                      : "no earlier line has that");
    const auto count = static_cast<float>(
        std::min<std::ptrdiff_t>(1 + std::count(line.begin(), line.end(), '\n'), kMostLines));
    const float row = ui::font(ui::Face::Mono)->FontSize;
    const float height = row * count + ui::px(8);
    const ImVec2 top{above.x, above.y - height}, end{above.x + width, above.y};
    ImDrawList* list = ImGui::GetForegroundDrawList();
    list->AddRectFilled(top, end, ui::theme().ground, ui::px(4));
    ui::draw_outline(list, top, end, ui::theme().line, ui::px(4));
    ui::anchor_box("found", top, end, line);
    float y = top.y + ui::px(4);
    for (std::size_t at = 0, shown = 0; at <= line.size() && shown < kMostLines; ++shown) {
        const std::size_t stop = std::min(line.find('\n', at), line.size());
        ui::draw_text(list, ui::Face::Mono, {top.x + ui::px(6), y},
                      search_->at ? ui::theme().ink : ui::theme().ink2,
                      shortened(ui::Face::Mono, line.substr(at, stop - at), width - ui::px(12)));
        y += row;
        at = stop + 1;
    }
    return top.y;
}

}  // namespace app::panels
