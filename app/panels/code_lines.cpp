#include "app/panels/code_lines.h"

#include "app/panels/code_colors.h"
#include "app/panels/code_notes.h"
#include "app/panels/fitted_text.h"
#include "app/panels/pass_cursor.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace app::panels {
namespace {

using engine::session::CardView;
using engine::session::CodeBinding;
using engine::session::CodeClass;
using engine::session::CodeLine;
using engine::session::CodeNote;
using engine::session::CodeText;
using engine::session::ModuleView;

constexpr float kRow = 18;
constexpr float kMarker = 16;  // where ▸ stands
constexpr float kBar = 10;     // between number and text: what ran

/// Without ceil: pieces of one line stand at their exact places.
float advance(ui::Face face, std::string_view text) {
    const ImFont* font = ui::font(face);
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size())
        .x;
}

std::string joined(const std::string& path, const std::string& name) {
    return path.empty() ? name : path + "." + name;
}

}  // namespace

/// One line as it is drawn in this frame.
struct CodeLines::Line {
    int number = 0;
    const CodeLine* code = nullptr;
    ImVec2 min{}, max{};
    bool hovered = false;
    bool current = false, ran = false;
    std::string cut{};  ///< as much of it as fits; ends in "…" when it is not all
};

void CodeLines::draw(Frame& frame) {
    const CodeText& text = *frame.view.code.text;
    row_ = ui::px(kRow);
    digits_ =
        ui::text_size(ui::Face::Mono, std::to_string(std::max<std::size_t>(text.lines.size(), 99)))
            .x;
    gutter_ = ui::px(kMarker) + digits_ + ui::px(kBar);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::Dummy({0, ui::px(4)});
    // As high as whole lines are.
    const float room = ImGui::GetContentRegionAvail().y;
    ImGui::BeginChild("lines", {0, std::max(row_, std::floor(room / row_) * row_)}, false,
                      ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NavFlattened);
    find_places(frame);
    follow(frame, ImGui::GetWindowHeight());
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    const auto count = static_cast<int>(text.lines.size());
    for (int number = 1; number <= count; ++number) {
        ImGui::SetCursorScreenPos({origin.x, origin.y + top_of(number)});
        const float height = row_ + (number == problem_ ? problem_height_ : 0);
        const float y = ImGui::GetCursorScreenPos().y;
        const float top = ImGui::GetWindowPos().y;
        // One more at either end: the keyboard walks on to it.
        if (y + height < top - row_ || y > top + ImGui::GetWindowHeight() + row_) continue;
        draw_line(frame, number);
    }
    ImGui::SetCursorScreenPos({origin.x, origin.y + top_of(count + 1)});
    ImGui::Dummy({0, 0});
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

float CodeLines::top_of(int line) const {
    const float below = problem_ > 0 && line > problem_ ? problem_height_ : 0;
    return static_cast<float>(line - 1) * row_ + below;
}

/// Which lines stand out in this frame.
void CodeLines::find_places(const Frame& frame) {
    const engine::session::CodeView& code = frame.view.code;
    const engine::session::PassView& pass = frame.view.pass;
    const Pointed& lit = frame.window.lit;
    current_ = line_of_card(pass, current_card(frame));
    lit_ = lit.card >= 0 ? line_of_card(pass, lit.card)
           : lit.path    ? line_of_module(frame, *lit.path)
                         : 0;
    selected_ = line_of_module(frame, frame.window.watch.selected);
    ran_ = code.ran;
    if (inside_pass(frame)) {
        ran_.clear();
        for (int i = 0; i <= current_card(frame); ++i) ran_.push_back(line_of_card(pass, i));
        std::sort(ran_.begin(), ran_.end());
    }
    problem_ = code.problem ? code.problem->line : 0;
    problem_height_ = 0;
    if (problem_ > 0) {
        const float width = ImGui::GetContentRegionAvail().x - gutter_ - ui::px(12);
        problem_height_ =
            wrapped_height(ui::Face::MonoSmall, code.problem->words, width) + ui::px(6);
    }
}

/// Where a module is called in the pass, else where it is made; 0: nowhere in the file.
int CodeLines::line_of_module(const Frame& frame, const std::string& path) const {
    const std::vector<CardView>& cards = frame.view.pass.cards;
    for (int i = 0; i < static_cast<int>(cards.size()); ++i) {
        const CardView& card = cards[static_cast<std::size_t>(i)];
        if (card.module < 0 || card.path != path) continue;
        if (const int line = line_of_card(frame.view.pass, i); line > 0) return line;
    }
    const CodeText& text = *frame.view.code.text;
    for (const ModuleView& module : frame.view.modules) {
        const CodeClass* owner = text.class_named(module.class_name);
        if (owner == nullptr) continue;
        if (module.path == path) return owner->forward > 0 ? owner->forward : owner->line;
        for (const CodeBinding& binding : owner->bindings) {
            if (joined(module.path, binding.name) == path) return binding.line;
        }
    }
    return 0;
}

/// Modules that a line calls, in the order of the calls; of a line that makes one, that one.
std::vector<int> CodeLines::modules_of(const Frame& frame, int line) const {
    std::vector<int> found;
    const auto add = [&](int module) {
        const bool known = std::find(found.begin(), found.end(), module) != found.end();
        if (module >= 0 && !known) found.push_back(module);
    };
    // What a Sequential calls has its line, too: only the outermost calls are the line's own.
    const engine::session::PassView& pass = frame.view.pass;
    for (int i = 0; i < static_cast<int>(pass.cards.size()); ++i) {
        if (line_of_card(pass, i) != line) continue;
        if (line_of_card(pass, frame_of_card(pass, i)) == line) continue;
        add(pass.cards[static_cast<std::size_t>(i)].module);
    }
    if (!found.empty()) return found;
    const CodeText& text = *frame.view.code.text;
    for (const ModuleView& module : frame.view.modules) {
        const CodeClass* owner = text.class_named(module.class_name);
        if (owner == nullptr || line < owner->line || line > owner->end) continue;
        for (const CodeBinding& binding : owner->bindings) {
            if (line < binding.line || line > binding.end) continue;
            add(frame.module_index(joined(module.path, binding.name)));
        }
    }
    return found;
}

/// The line that shall come into sight because something moved; 0: all stays.
int CodeLines::wanted_line(const Frame& frame) {
    const std::string& selected = frame.window.watch.selected;
    const bool first = !seen_selected_ || seen_text_ != frame.view.code.text.get();
    const bool failed = problem_ != seen_problem_;
    const bool moved = current_ != seen_current_;
    const bool chosen = seen_selected_ && *seen_selected_ != selected;
    seen_text_ = frame.view.code.text.get();
    seen_problem_ = problem_;
    seen_current_ = current_;
    seen_selected_ = selected;
    if (failed && problem_ > 0) return problem_;
    if (first || moved) return current_ > 0 ? current_ : selected_;
    // A line under the mouse is in sight: it was chosen there.
    return chosen && frame.window.lit.line == 0 ? selected_ : 0;
}

void CodeLines::follow(const Frame& frame, float height) {
    const bool first = !std::exchange(placed_, true);
    const int line = wanted_line(frame);
    if (line == 0) return;
    const float top = top_of(line);
    const float bottom = top + row_ + (line == problem_ ? problem_height_ : 0);
    const float scroll = ImGui::GetScrollY();
    const float context = std::min(2.0f, std::floor(height / row_ / 4)) * row_;
    if (!first && top >= scroll && bottom <= scroll + height) return;
    float to = top < scroll ? top - context : bottom + context - height;
    if (first) {  // the method it stands in, from its first line, where that has room
        to = top - height / 2;
        for (const CodeClass& each : frame.view.code.text->classes) {
            if (line < each.forward || line > each.forward_end) continue;
            if (bottom - top_of(each.forward) + context < height) to = top_of(each.forward) - row_;
        }
    }
    ImGui::SetScrollY(std::max(0.0f, std::round(to / row_) * row_));  // no line is cut
}

void CodeLines::draw_line(Frame& frame, int number) {
    const CodeText& text = *frame.view.code.text;
    Line line{.number = number, .code = &text.lines[static_cast<std::size_t>(number - 1)]};
    line.min = ImGui::GetCursorScreenPos();
    line.max = {line.min.x + ImGui::GetContentRegionAvail().x, line.min.y + row_};
    line.current = number == current_;
    line.ran = std::binary_search(ran_.begin(), ran_.end(), number);
    const ui::Face face = line.current ? ui::Face::MonoStrong : ui::Face::Mono;
    line.cut = shortened(face, line.code->text, line.max.x - line.min.x - gutter_ - ui::px(8));
    press(frame, line);
    draw_ground(line);
    draw_gutter(line);
    const float end = draw_text(line);
    draw_code_notes(notes_of(frame, line), {end + ui::px(16), line.min.y},
                    {line.max.x - ui::px(6), line.max.y});
    if (number == problem_) draw_problem(frame, line);
}

/// What the mouse and the keyboard do with it: a line with modules selects them in turn.
void CodeLines::press(Frame& frame, Line& line) {
    const std::vector<int> modules = modules_of(frame, line.number);
    const ImVec2 size{line.max.x - line.min.x, row_};
    const auto path_of = [&](int module) -> const std::string& {
        return frame.view.modules[static_cast<std::size_t>(module)].path;
    };
    std::string words;
    if (line.cut.size() != line.code->text.size() || line.cut != line.code->text) {
        words = "`" + line.code->text + "`";
    }
    if (modules.empty()) {
        ImGui::Dummy(size);
        line.hovered = ImGui::IsItemHovered() && (line.ran || !words.empty());
    } else {
        ImGui::PushID(line.number);
        if (ImGui::InvisibleButton("###line", size)) {
            const int now = frame.module_index(frame.window.watch.selected);
            const auto at = std::find(modules.begin(), modules.end(), now);
            const bool last = at == modules.end() || at + 1 == modules.end();
            frame.select(path_of(last ? modules.front() : *(at + 1)));
            seen_selected_ = frame.window.watch.selected;
        }
        ImGui::PopID();
        ui::anchor("line/" + std::to_string(line.number), line.code->text);
        line.hovered = ImGui::IsItemHovered();
        words += words.empty() ? "" : "\n";
        words += modules.size() == 1 ? "Selects " : "Selects, one after the other: ";
        for (std::size_t i = 0; i < modules.size(); ++i) {
            const std::string& path = path_of(modules[i]);
            words += (i > 0 ? ", **" : "**") + (path.empty() ? "model" : path) + "**";
        }
    }
    if (line.hovered) {
        frame.window.pointed.line = line.number;
        for (const CodeNote& note : frame.view.code.notes) {
            if (note.line == line.number) words += "\nIn this pass: " + note.words;
        }
    }
    ui::tooltip(words);
}

void CodeLines::draw_ground(const Line& line) const {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (line.number == problem_) {
        list->AddRectFilled(line.min, {line.max.x, line.max.y + problem_height_}, theme.error.tint);
    } else if (line.current) {
        list->AddRectFilled(line.min, line.max, theme.selection);
    } else if (line.hovered || line.number == lit_) {
        list->AddRectFilled(line.min, line.max, theme.hover);
    }
    if (line.number == lit_) {
        ui::draw_outline(list, line.min, line.max, theme.accent);
    }
    ui::draw_focus_ring(ui::px(2));
}

void CodeLines::draw_gutter(const Line& line) const {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float middle = line.min.y + row_ / 2;
    const float x = line.min.x + ui::px(5);
    const float half = ui::px(4);
    const ImVec2 tip{x + 1.5f * half, middle};
    if (line.current) {
        list->AddTriangleFilled({x, middle - half}, tip, {x, middle + half}, theme.accent);
    } else if (line.number == selected_) {
        list->AddTriangle({x, middle - half}, tip, {x, middle + half}, theme.accent,
                          theme.hairline());
    }
    const float text = line.min.y + (row_ - ui::text_size(ui::Face::Mono, "M").y) / 2;
    const bool wrong = line.number == problem_;
    ui::draw_text(list, ui::Face::Mono, {line.min.x + ui::px(kMarker) + digits_, text},
                  wrong      ? theme.error.text
                  : line.ran ? theme.ink2
                             : theme.ink3,
                  std::to_string(line.number), ui::Align::Right);
    if (line.ran) {
        const float bar = line.min.x + ui::px(kMarker) + digits_ + ui::px(4);
        list->AddRectFilled({bar, line.min.y + ui::px(1)},
                            {bar + ui::px(2), line.max.y - ui::px(1)}, theme.bar);
    }
}

/// Returns where the text ends.
float CodeLines::draw_text(const Line& line) const {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ui::Face face = line.current ? ui::Face::MonoStrong : ui::Face::Mono;
    const std::string& whole = line.code->text;
    const bool cut = line.cut != whole;
    const int end =
        static_cast<int>(cut ? line.cut.size() - std::string_view("…").size() : whole.size());
    const float left = line.min.x + gutter_;
    const float y = line.min.y + (row_ - ui::text_size(face, "M").y) / 2;
    const auto piece = [&](int from, int to, ui::Color color) {
        to = std::min(to, end);
        if (from >= to) return;
        const std::string_view text = std::string_view(whole).substr(
            static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
        if (text.find_first_not_of(" \t") == std::string_view::npos) return;
        const float x =
            left + advance(face, std::string_view(whole).substr(0, static_cast<std::size_t>(from)));
        ui::draw_text(list, face, {x, y}, color, text);
    };
    int at = 0;
    for (const auto& stretch : line.code->stretches) {
        piece(at, stretch.begin, theme.ink);
        piece(stretch.begin, stretch.end, code_color(stretch.kind));
        at = stretch.end;
    }
    piece(at, static_cast<int>(whole.size()), theme.ink);
    const float width =
        advance(face, std::string_view(whole).substr(0, static_cast<std::size_t>(end)));
    if (!cut) return left + width;
    ui::draw_text(list, face, {left + width, y}, theme.ink2, "…");
    return left + width + advance(face, "…");
}

/// At the cursor what its one call did, else all that the line did.
std::vector<CodeNote> CodeLines::notes_of(const Frame& frame, const Line& line) const {
    std::vector<CodeNote> notes;
    if (line.current && inside_pass(frame)) {
        const CardView& card = frame.view.pass.cards[static_cast<std::size_t>(current_card(frame))];
        if (card.effect.empty()) return notes;
        const auto flag = card.class_name.empty() ? std::nullopt : std::optional(card.training);
        notes.push_back({line.number, flag, card.effect});
    } else if (line.ran) {
        for (const CodeNote& note : frame.view.code.notes) {
            if (note.line == line.number) notes.push_back(note);
        }
    }
    return notes;
}

/// PyTorch's words under the line that raised them.
void CodeLines::draw_problem(const Frame& frame, const Line& line) const {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const engine::session::CodeProblem& problem = *frame.view.code.problem;
    const float left = line.min.x + gutter_;
    const float width = line.max.x - left - ui::px(12);
    const auto prefix = [&](int bytes) {
        const auto count =
            std::min(static_cast<std::size_t>(std::max(bytes, 0)), line.code->text.size());
        return advance(ui::Face::Mono, std::string_view(line.code->text).substr(0, count));
    };
    const float from = left + prefix(problem.column);
    const float to = std::min(left + prefix(problem.end_column), line.max.x);
    if (to > from)
        ui::draw_hline(list, from, to, line.max.y - ui::px(1), theme.error.text, ui::px(2));
    draw_wrapped(list, ui::Face::MonoSmall, {left, line.max.y + ui::px(2)}, theme.error.text,
                 problem.words, width);
    ImGui::SetCursorScreenPos({line.min.x, line.max.y});
    ImGui::Dummy({line.max.x - line.min.x, problem_height_});
    ui::anchor("problem", problem.words);
}

}  // namespace app::panels
