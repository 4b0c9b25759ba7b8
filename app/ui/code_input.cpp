#include "app/ui/code_input.h"

#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/draw.h"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace app::ui {

namespace {

constexpr float kSignGap = 6.0f;

/// Hides keys that are down from ImGui's own widget for as long as it lives, and what they mean to
/// its navigation: Enter and Escape would end the editing by that way, too.
class Swallowed {
public:
    Swallowed(bool navigation, std::initializer_list<int> codes) : navigation_(navigation) {
        if (navigation_) hide_navigation();
        for (const int code : codes) {
            if (code < 0) continue;
            float& duration = ImGui::GetIO().KeysDownDuration[code];
            kept_[count_++] = {code, duration};
            duration = -1.0f;
        }
    }
    ~Swallowed() {
        while (count_ > 0) {
            --count_;
            ImGui::GetIO().KeysDownDuration[kept_[count_].first] = kept_[count_].second;
        }
        if (!navigation_) return;
        for (std::size_t i = 0; i < kNavigation.size(); ++i) {
            ImGui::GetIO().NavInputsDownDuration[kNavigation[i]] = kept_navigation_[i];
        }
    }
    Swallowed(const Swallowed&) = delete;
    Swallowed& operator=(const Swallowed&) = delete;

private:
    static constexpr std::array kNavigation = {ImGuiNavInput_Input, ImGuiNavInput_Cancel};

    void hide_navigation() {
        for (std::size_t i = 0; i < kNavigation.size(); ++i) {
            float& duration = ImGui::GetIO().NavInputsDownDuration[kNavigation[i]];
            kept_navigation_[i] = std::exchange(duration, -1.0f);
        }
    }

    bool navigation_;
    std::array<float, kNavigation.size()> kept_navigation_{};
    std::array<std::pair<int, float>, 8> kept_{};
    std::size_t count_ = 0;
};

bool pressed(ImGuiKey key, bool repeat = false) {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), repeat);
}

std::size_t line_begin(std::string_view text, std::size_t byte) {
    const auto end = text.substr(0, byte).rfind('\n');
    return end == std::string_view::npos ? 0 : end + 1;
}

}  // namespace

bool CodeInput::on_first_line() const {
    return line_begin(text_, cursor_) == 0;
}

bool CodeInput::on_last_line() const {
    return text_.find('\n', cursor_) == std::string::npos;
}

int CodeInput::lines() const {
    const std::string& text = replacement_ ? *replacement_ : text_;
    return 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

void CodeInput::set(std::string text, std::size_t cursor) {
    cursor_wanted_ = std::min(cursor, text.size());
    if (active_) {
        replacement_ = std::move(text);  // the widget owns its text until draw()
    } else {
        text_ = std::move(text);
        cursor_ = *cursor_wanted_;
    }
}

void CodeInput::insert(std::string_view text) {
    std::string whole = text_;
    whole.insert(cursor_, text);
    set(std::move(whole), cursor_ + text.size());
}

void CodeInput::leave() {
    leave_ = true;
}

CodeKeys CodeInput::keys() const {
    if (!active_) return {};
    const ImGuiIO& io = ImGui::GetIO();
    const bool enter = pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeyPadEnter);
    const bool plain = !io.KeyCtrl && !io.KeyAlt;
    CodeKeys keys;
    keys.enter = enter && plain && !io.KeyShift;
    keys.new_line = enter && plain && io.KeyShift;
    keys.run = enter && io.KeyCtrl;
    keys.tab = pressed(ImGuiKey_Tab) && plain;
    keys.complete = pressed(ImGuiKey_Space) && io.KeyCtrl;
    keys.escape = pressed(ImGuiKey_Escape);
    keys.interrupt = pressed(ImGuiKey_C) && io.KeyCtrl && !selected_;
    keys.search = ImGui::IsKeyPressed('R', false) && io.KeyCtrl;
    keys.up = pressed(ImGuiKey_UpArrow, true) && plain && !io.KeyShift;
    keys.down = pressed(ImGuiKey_DownArrow, true) && plain && !io.KeyShift;
    keys.page_up = pressed(ImGuiKey_PageUp, true);
    keys.page_down = pressed(ImGuiKey_PageDown, true);
    return keys;
}

float CodeInput::height(int most_lines) const {
    const float line = font(Face::Mono)->FontSize;
    const float more = line * static_cast<float>(std::clamp(lines(), 1, most_lines) - 1);
    return theme().control_height() + more;
}

int CodeInput::edit(ImGuiInputTextCallbackData* data) {
    auto& self = *static_cast<CodeInput*>(data->UserData);
    if (data->EventFlag != ImGuiInputTextFlags_CallbackAlways) return 0;
    if (self.replacement_) {
        data->DeleteChars(0, data->BufTextLen);
        data->InsertChars(0, self.replacement_->c_str());
        self.replacement_.reset();
    }
    if (self.cursor_wanted_) {
        data->CursorPos = std::min(static_cast<int>(*self.cursor_wanted_), data->BufTextLen);
        data->SelectionStart = data->SelectionEnd = data->CursorPos;
        self.cursor_wanted_.reset();
    }
    self.cursor_ = static_cast<std::size_t>(data->CursorPos);
    self.selected_ = data->SelectionStart != data->SelectionEnd;
    self.scroll_y_ = ImGui::GetScrollY();
    return 0;
}

void CodeInput::draw(std::string_view id, const Look& look) {
    const FontScope mono(Face::Mono);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float signs = text_size(Face::Mono, look.prompt).x + px(kSignGap);
    const float size = height(look.most_lines);
    const float font_size = ImGui::GetFontSize();
    const ImVec2 padding{px(6), (theme().control_height() - font_size) * 0.5f};
    ImGui::SetCursorScreenPos({at.x + signs, at.y});
    if (std::exchange(focus_, false)) ImGui::SetKeyboardFocusHere();

    const CodeKeys down = keys();
    const auto index = [](ImGuiKey key, bool wanted) {
        return wanted ? ImGui::GetKeyIndex(key) : -1;
    };
    const bool mine = active_;
    const std::string name = "###" + std::string(id);
    // The ground is ours, so that the hint can stand between it and the text.
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 box{at.x + signs, at.y};
    list->AddRectFilled(box, {at.x + look.width, at.y + size}, ImGui::GetColorU32(ImGuiCol_FrameBg),
                        ImGui::GetStyle().FrameRounding);
    if (text_.empty() && !replacement_ && !look.hint.empty()) {
        draw_text(list, Face::Mono, {box.x + padding.x, box.y + padding.y}, theme().ink3,
                  look.hint);
    }
    ImGui::PushStyleColor(ImGuiCol_FrameBg, ImVec4(0, 0, 0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, padding);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    {
        const Swallowed hidden(mine,
                               {index(ImGuiKey_Enter, mine), index(ImGuiKey_KeyPadEnter, mine),
                                index(ImGuiKey_Tab, mine), index(ImGuiKey_Escape, mine),
                                index(ImGuiKey_UpArrow, mine && !look.arrows),
                                index(ImGuiKey_DownArrow, mine && !look.arrows),
                                index(ImGuiKey_C, mine && down.interrupt)});
        // Tabs are for text that is pasted; the key itself is hidden.
        ImGui::InputTextMultiline(
            name.c_str(), &text_, {look.width - signs, size},
            ImGuiInputTextFlags_CallbackAlways | ImGuiInputTextFlags_AllowTabInput, &edit, this);
    }
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
    const ImGuiID item = ImGui::GetID(name.c_str());
    active_ = ImGui::GetActiveID() == item && item != 0;
    if (std::exchange(leave_, false) && active_) {
        ImGui::ClearActiveID();
        active_ = false;
    }
    if (!active_) {
        if (replacement_) text_ = *std::exchange(replacement_, std::nullopt);
        scroll_y_ = 0;
        cursor_ = std::min(cursor_, text_.size());
    }
    const ImGuiInputTextState* state = ImGui::GetInputTextState(item);
    const float scroll_x = active_ && state != nullptr ? state->ScrollX : 0.0f;
    first_ = {at.x + signs + padding.x - scroll_x, at.y + padding.y - scroll_y_};
    anchor(id, text_);
    ImGui::PushClipRect(at, {at.x + signs, at.y + size}, true);
    draw_signs(at, look);
    ImGui::PopClipRect();
}

void CodeInput::draw_signs(ImVec2 at, const Look& look) const {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float line = font(Face::Mono)->FontSize;
    for (int i = 0; i < lines(); ++i) {
        const float y = first_.y + line * static_cast<float>(i);
        if (y + line < at.y || y > at.y + height(look.most_lines)) continue;
        draw_text(list, Face::Mono, {at.x, y}, theme().ink2, i == 0 ? look.prompt : "...");
    }
}

ImVec2 CodeInput::place_of(std::size_t byte) const {
    const std::string_view text = std::string_view(text_).substr(0, std::min(byte, text_.size()));
    const auto line = static_cast<float>(std::count(text.begin(), text.end(), '\n'));
    const std::string_view last = text.substr(line_begin(text, text.size()));
    return {first_.x + text_size(Face::Mono, last).x, first_.y + line * font(Face::Mono)->FontSize};
}

}  // namespace app::ui
