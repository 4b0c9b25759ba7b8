#include "app/panels/console_completion.h"

#include "app/panels/fitted_text.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"
#include "app/ui/suggestions.h"

#include <algorithm>
#include <vector>

namespace app::panels {
namespace {

using engine::script::CallHint;
using engine::script::Candidate;

constexpr float kDetailWidth = 360;

/// A quote that is open at the end of the text: keys are inserted with it.
bool begins_alike(std::string_view candidate, std::string_view typed) {
    return std::equal(
        typed.begin(), typed.end(), candidate.begin(),
        candidate.begin() + static_cast<std::ptrdiff_t>(std::min(typed.size(), candidate.size())),
        [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

}  // namespace

void ConsoleCompletion::open(bool take_only) {
    open_ = true;
    take_only_ = take_only;
    chosen_ = 0;
    show_ = true;
    fitting_.clear();
}

bool ConsoleCompletion::follow(const engine::session::SessionView& view, std::string_view text,
                               std::size_t cursor) {
    if (!open_ || view.completion == nullptr) return false;
    const engine::script::Completion& answer = *view.completion;
    const bool current = answer.text == text && answer.cursor == cursor;
    // Until the next answer comes, the last one serves where only its word went on.
    const bool fits =
        current ||
        (answer.from <= cursor && cursor <= text.size() && answer.from <= answer.text.size() &&
         text.substr(0, answer.from) == std::string_view(answer.text).substr(0, answer.from));
    if (!fits) {
        fitting_.clear();
        return false;
    }
    const Candidate before = showing() ? fitting_[static_cast<std::size_t>(chosen_)] : Candidate{};
    from_ = answer.from;
    const std::string_view typed = text.substr(from_, cursor - from_);
    fitting_.clear();
    for (const Candidate& each : answer.candidates) {
        if (begins_alike(each.text, typed)) fitting_.push_back(each);
    }
    const auto same = std::find(fitting_.begin(), fitting_.end(), before);
    chosen_ = same == fitting_.end() ? 0 : static_cast<int>(same - fitting_.begin());
    if (!current) return false;
    if (fitting_.empty()) open_ = false;
    const bool take = open_ && take_only_ && fitting_.size() == 1;
    take_only_ = false;
    return take;
}

void ConsoleCompletion::move(int rows) {
    const int last = static_cast<int>(fitting_.size()) - 1;
    const int wanted = chosen_ + rows;
    // Round by one, but a page stops at the end.
    chosen_ = rows == 1 && chosen_ == last ? 0
              : rows == -1 && chosen_ == 0 ? last
                                           : std::clamp(wanted, 0, std::max(last, 0));
    show_ = true;
}

Completed ConsoleCompletion::taken(std::string_view text, std::size_t cursor) const {
    std::string_view written = fitting_[static_cast<std::size_t>(chosen_)].text;
    std::string_view rest = text.substr(cursor);
    Completed made;
    made.text = text.substr(0, from_);
    made.text += written;
    made.cursor = made.text.size();
    // `d['lr|']`: what closes it stands there already.
    for (const std::string_view closing : {"']", "\"]", "]"}) {
        if (written.ends_with(closing) && rest.starts_with(closing)) {
            rest.remove_prefix(closing.size());
            break;
        }
    }
    made.text += rest;
    return made;
}

bool ConsoleCompletion::draw(ImVec2 above) {
    if (!showing()) return false;
    std::vector<ui::Suggestion> rows;
    rows.reserve(fitting_.size());
    for (const Candidate& each : fitting_) {
        rows.push_back({each.text, shortened(ui::Face::Mono, each.detail, ui::px(kDetailWidth))});
    }
    const int clicked = ui::suggestions(
        "complete", rows, {.above = above, .chosen = chosen_, .show = show_, .rows = 8});
    show_ = false;
    if (clicked < 0) return false;
    chosen_ = clicked;
    return true;
}

float draw_call_hint(const CallHint& hint, ImVec2 above, float width) {
    if (hint.text.empty()) return above.y;
    // Broken at commas, so that a long signature can be read whole.
    struct Part {
        std::string text;
        bool strong = false;
    };
    std::vector<std::vector<Part>> rows(1);
    float x = 0;
    const float side = ui::px(6), room = width - 2 * side;
    const auto add = [&](std::string_view text, bool strong) {
        const float wide = ui::text_size(strong ? ui::Face::MonoStrong : ui::Face::Mono, text).x;
        if (x > 0 && x + wide > room) {
            rows.emplace_back();
            x = 0;
        }
        rows.back().push_back({std::string(text), strong});
        x += wide;
    };
    const std::string_view text = hint.text;
    std::size_t at = 0;
    while (at < text.size()) {
        if (at == hint.begin && hint.end > hint.begin) {
            add(text.substr(at, hint.end - at), true);
            at = hint.end;
            continue;
        }
        auto end = text.find(", ", at);
        end = end == std::string_view::npos ? text.size() : end + 2;
        if (at < hint.begin) end = std::min(end, hint.begin);
        add(text.substr(at, end - at), false);
        at = end;
    }
    const float line = ui::px(18);
    const float height = line * static_cast<float>(rows.size()) + ui::px(4);
    const ImVec2 top{above.x, above.y - height};
    ImDrawList* list = ImGui::GetForegroundDrawList();
    list->AddRectFilled(top, {above.x + width, above.y}, ui::theme().ground, ui::px(4));
    ui::draw_outline(list, top, {above.x + width, above.y}, ui::theme().line, ui::px(4));
    ui::anchor_box("hint", top, {above.x + width, above.y}, hint.text);
    float y = top.y + ui::px(3);
    for (const auto& row : rows) {
        x = above.x + side;
        for (const Part& part : row) {
            const ui::Face face = part.strong ? ui::Face::MonoStrong : ui::Face::Mono;
            ui::draw_text(list, face, {x, y}, part.strong ? ui::theme().ink : ui::theme().ink2,
                          part.text);
            x += ui::text_size(face, part.text).x;
        }
        y += line;
    }
    return top.y;
}

}  // namespace app::panels
