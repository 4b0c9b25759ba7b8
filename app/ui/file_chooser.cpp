#include "app/ui/file_chooser.h"

#include "app/ui/anchors.h"
#include "app/ui/button.h"
#include "app/ui/choice.h"
#include "app/ui/context.h"
#include "app/ui/dialog.h"
#include "app/ui/draw.h"
#include "app/ui/panel.h"
#include "app/ui/text.h"
#include "app/ui/tooltip.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

namespace app::ui {

namespace {

namespace fs = std::filesystem;

constexpr const char* kId = "Choose a file";
constexpr const char* kFolderSign = "\xEF\x81\xBB";  // U+F07B
constexpr const char* kFileSign = "\xEF\x80\x96";    // U+F016
constexpr const char* kUpSign = "\xEF\x81\xA2";      // U+F062
constexpr const char* kHomeSign = "\xEF\x80\x95";    // U+F015

std::string with_slash(const fs::path& folder) {
    std::string text = folder.string();
    if (!text.ends_with('/')) text += '/';
    return text;
}

}  // namespace

void FileChooser::ask(FileQuestion question) {
    question_ = std::move(question);
    question_.kinds.push_back({"All files", {}});
    asking_ = true;
    opened_ = false;
    kind_ = 0;
    chosen_.reset();
    fs::path folder = question_.folder.empty() ? home_folder() : question_.folder;
    std::error_code error;
    if (!fs::is_directory(folder, error)) folder = home_folder();
    go_to(folder, question_.save ? question_.name : std::string());
}

std::string FileChooser::typed_name() const {
    return typed_.substr(typed_.rfind('/') == std::string::npos ? 0 : typed_.rfind('/') + 1);
}

void FileChooser::go_to(const fs::path& folder, const std::string& name) {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(folder, error);
    typed_ = with_slash(error ? folder : whole) + name;
    folder_ = {};
    follow_typed();
    focus_ = to_end_ = true;
}

void FileChooser::read() {
    folder_ = read_folder(folder_.path, question_.kinds[kind_].endings);
}

/// The list is that of the folder which is typed, narrowed by what stands behind it.
void FileChooser::follow_typed() {
    const auto slash = typed_.rfind('/');
    const fs::path folder =
        expanded(slash == std::string::npos ? "." : typed_.substr(0, slash + 1)).lexically_normal();
    if (folder != folder_.path) {
        folder_.path = folder;
        read();
    }
    rows_ = matching(folder_, question_.save ? std::string() : typed_name());
    selected_ = -1;
    problem_.clear();
}

std::optional<fs::path> FileChooser::draw() {
    if (!asking_) return std::nullopt;
    if (!opened_) ImGui::OpenPopup(kId);
    opened_ = true;
    if (!begin_dialog(kId, px(680), px(520))) {
        asking_ = false;
        return std::nullopt;
    }
    const AnchorScope scope("chooser");
    const bool leave = dialog_title(question_.title.c_str(), "Cancel");
    draw_path();
    draw_places();
    const float foot = theme().control_height() + px(10);
    draw_list(ImGui::GetContentRegionAvail().y - foot);
    draw_foot();
    if (leave || chosen_) {
        asking_ = false;
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
    return std::exchange(chosen_, std::nullopt);
}

void FileChooser::draw_path() {
    const FontScope mono(Face::Mono);
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    if (std::exchange(focus_, false)) ImGui::SetKeyboardFocusHere();
    const std::string before = typed_;
    const bool entered = ImGui::InputTextWithHint(
        "###path", "/folder/file", &typed_,
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackCompletion |
            ImGuiInputTextFlags_CallbackHistory | ImGuiInputTextFlags_CallbackAlways,
        &edited, this);
    anchor("path", typed_);
    if (typed_ != before) follow_typed();
    if (!entered) return;
    focus_ = to_end_ = true;
    accept();
}

int FileChooser::edited(ImGuiInputTextCallbackData* data) {
    auto& self = *static_cast<FileChooser*>(data->UserData);
    if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways) {
        // Taking the keyboard marks the whole path, which the next letter would wipe out.
        if (std::exchange(self.to_end_, false)) {
            data->CursorPos = data->SelectionStart = data->SelectionEnd = data->BufTextLen;
        }
        // Whoever types a whole path behind the folder that stands there means that path.
        const std::string_view path(data->Buf, static_cast<std::size_t>(data->BufTextLen));
        const std::size_t anew = std::max(path.rfind("//") + 1, path.rfind("/~") + 1);
        if (anew > 0) data->DeleteChars(0, static_cast<int>(anew));
    } else if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) {
        self.typed_.assign(data->Buf, static_cast<std::size_t>(data->BufTextLen));
        self.follow_typed();
        const std::string name = self.typed_name();
        const std::string whole = completed(self.folder_, name);
        data->DeleteChars(data->BufTextLen - static_cast<int>(name.size()),
                          static_cast<int>(name.size()));
        data->InsertChars(data->BufTextLen, whole.c_str());
        data->CursorPos = data->BufTextLen;
    } else if (data->EventFlag == ImGuiInputTextFlags_CallbackHistory) {
        const int last = static_cast<int>(self.rows_.size()) - 1;
        const int step = data->EventKey == ImGuiKey_UpArrow ? -1 : 1;
        self.selected_ = std::clamp(self.selected_ + step, std::min(0, last), last);
        self.selection_moved_ = true;
    }
    return 0;
}

void FileChooser::draw_places() {
    if (button((std::string(kUpSign) + " Up###up").c_str(),
               {.tooltip = "The folder around this one."})) {
        go_to(folder_.path / "..");
    }
    anchor("up");
    same_line(8);
    if (button((std::string(kHomeSign) + " Home###home").c_str(),
               {.tooltip = home_folder().string()})) {
        go_to(home_folder());
    }
    anchor("home");
    same_line(8);
    std::vector<std::string> words;
    for (const FileKind& kind : question_.kinds) words.push_back(kind.words);
    int index = static_cast<int>(kind_);
    if (dropdown("kind", words, index, {.tooltip = "Which files the list shows."})) {
        kind_ = static_cast<std::size_t>(index);
        read();
        follow_typed();
    }
}

void FileChooser::draw_list(float height) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(1), px(1)));
    ImGui::BeginChild("list", {0, height}, true, ImGuiWindowFlags_NavFlattened);
    const float width = ImGui::GetContentRegionAvail().x;
    std::string words = folder_.error;
    if (!words.empty()) {
        words = "This folder cannot be read: " + words + ".";
    } else if (rows_.empty()) {
        // A name to save under narrows nothing.
        words = typed_name().empty() || question_.save
                    ? "No folder and no " + question_.kinds[kind_].words + " here."
                    : "Nothing here has \"" + typed_name() + "\" in its name.";
    }
    if (!words.empty()) {
        ImGui::SetCursorPos({px(12), px(10)});
        text_wrapped(words, {.color = theme().ink2});
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows_.size()), theme().row_height());
    if (std::exchange(selection_moved_, false) && selected_ >= 0) {
        const float top = static_cast<float>(selected_) * theme().row_height();
        const float seen = ImGui::GetWindowHeight();
        if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
        if (top + theme().row_height() > ImGui::GetScrollY() + seen) {
            ImGui::SetScrollY(top + theme().row_height() - seen);
        }
    }
    std::optional<std::size_t> taken;
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto row = static_cast<std::size_t>(i);
            if (draw_entry(row, width)) taken = row;
        }
    }
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    if (taken) take(*taken);  // only now: it fills the list anew
}

bool FileChooser::draw_entry(std::size_t row, float width) {
    const Theme& t = theme();
    const FolderEntry& entry = folder_.entries[rows_[row]];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(static_cast<int>(row));
    const bool pressed =
        ImGui::Selectable("###entry", static_cast<int>(row) == selected_,
                          ImGuiSelectableFlags_AllowDoubleClick, {0, t.row_height()});
    const bool twice = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    anchor("entry/" + entry.name, entry.folder ? "folder" : "file");
    ImGui::PopID();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float y = at.y + std::floor((t.row_height() - font(Face::Text)->FontSize) / 2);
    draw_text(list, Face::Text, {at.x + px(10), y}, t.ink2, entry.folder ? kFolderSign : kFileSign);
    const float time_width = text_size(Face::Mono, "2026-03-14 09:26").x;
    const float size_width = text_size(Face::Mono, "999 KB").x;
    float right = at.x + width - px(12);
    const bool roomy = width > px(460);
    if (roomy) {
        draw_text(list, Face::Mono, {right, y}, t.ink2, time_words(entry.modified), Align::Right);
        right -= time_width + px(20);
        if (!entry.folder) {
            draw_text(list, Face::Mono, {right, y}, t.ink2, size_words(entry.size), Align::Right);
        }
        right -= size_width + px(12);
    }
    const ImVec2 after = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + px(34), y});
    text_ellipsis(entry.folder ? entry.name + "/" : entry.name, right - at.x - px(34));
    ImGui::SetCursorScreenPos(after);
    if (!pressed) return false;
    selected_ = static_cast<int>(row);
    if (entry.folder || twice) return true;
    typed_ = with_slash(folder_.path) + entry.name;
    problem_.clear();
    return false;
}

void FileChooser::draw_foot() {
    const float row = theme().control_height();
    ImGui::SetCursorPosY(ImGui::GetWindowHeight() - row - px(16));
    const bool replace = question_.save && !typed_name().empty() &&
                         std::any_of(folder_.entries.begin(), folder_.entries.end(),
                                     [this](const FolderEntry& entry) {
                                         return !entry.folder && entry.name == typed_name();
                                     });
    const std::string label = (replace ? std::string("Replace") : question_.action) + "###act";
    const ButtonOptions options{.key = "Enter", .face = Face::Strong};
    const float width = button_width(label, options);
    std::string words = problem_;
    if (words.empty() && replace) words = typed_name() + " is there already.";
    if (words.empty() && folder_.cut) {
        words = "The first " + std::to_string(kMostEntries) + " are shown: type to find others.";
    }
    if (words.empty()) words = "Type to narrow the list, Tab completes, ↑ ↓ choose.";
    ImGui::AlignTextToFramePadding();
    text_ellipsis(words, ImGui::GetContentRegionAvail().x - width - px(12),
                  {.color = problem_.empty() ? theme().ink2 : theme().error.text});
    ImGui::SameLine(ImGui::GetContentRegionMax().x - width);
    if (button(label, options)) accept();
    anchor("act");
}

void FileChooser::take(std::size_t row) {
    const FolderEntry& entry = folder_.entries[rows_[row]];
    const fs::path path = folder_.path / entry.name;
    if (entry.folder) {
        go_to(path, question_.save ? typed_name() : std::string());
    } else {
        chosen_ = path;
    }
}

/// What Enter and the button do.
void FileChooser::accept() {
    if (selected_ >= 0 && selected_ < static_cast<int>(rows_.size())) {
        return take(static_cast<std::size_t>(selected_));
    }
    const fs::path path = expanded(typed_).lexically_normal();
    std::error_code error;
    if (fs::is_directory(path, error)) return go_to(path);
    const std::string name = typed_name();
    if (question_.save && !name.empty() && folder_.error.empty()) {
        chosen_ = path;
    } else if (fs::is_regular_file(path, error)) {
        chosen_ = path;
    } else if (rows_.size() == 1 && !name.empty() && !question_.save) {
        take(0);
    } else {
        problem_ =
            name.empty() ? "Choose a file, or type its name." : "There is no " + name + " here.";
    }
}

}  // namespace app::ui
