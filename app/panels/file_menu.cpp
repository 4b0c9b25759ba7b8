#include "app/panels/file_menu.h"

#include "app/panels/fitted_text.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>

namespace app::panels {
namespace {

constexpr float kWidest = 180;  // pixels at 100 %, of the file's name

std::string label(const Frame& frame) {
    const std::string& name = frame.view.model_file;
    if (name.empty()) return "File ▾";
    return shortened(ui::Face::Text, name, ui::px(kWidest)) + " ▾";
}

/// A row of the menu: words at the left, a key at the right.
bool item(const char* words, const char* key, const char* name, float width) {
    const bool pressed = ui::menu_item(words, key, width);
    ui::anchor(name);
    if (pressed) ImGui::CloseCurrentPopup();
    return pressed;
}

void draw_recent(Frame& frame, float width) {
    OpeningState& opening = frame.window.opening;
    if (opening.recent.empty()) return;
    ui::menu_line(width);
    ui::text("Recent files", {.face = ui::Face::Small, .color = ui::theme().ink2});
    const std::vector<std::string> recent = opening.recent;
    for (std::size_t i = 0; i < recent.size(); ++i) {
        const std::filesystem::path path(recent[i]);
        ImGui::PushID(static_cast<int>(i));
        const std::string words =
            shortened(ui::Face::Text, path.filename().string(), width - ui::px(20));
        if (item(words.c_str(), "", ("recent/" + path.filename().string()).c_str(), width)) {
            opening.brought = read_model_file(path);
            opening.folder = path.parent_path().string();
        }
        ui::tooltip(recent[i]);
        ImGui::PopID();
    }
}

/// "two_moons" of the recipe's title: what a file of the session is called at first.
std::string proposed_name(const Frame& frame) {
    std::string name;
    for (const char c : frame.view.recipe.title) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
        name += plain ? static_cast<char>(std::tolower(static_cast<unsigned char>(c))) : '_';
    }
    return name.empty() ? "session" : name;
}

void ask_where(Frame& frame, const char* title, const char* action, ui::FileKind kind,
               std::function<void(Frame&, std::string)> act) {
    if (!frame.view.loaded) return;
    const std::string ending = kind.endings.front();
    FileWish wish;
    wish.question.title = title;
    wish.question.action = action;
    wish.question.kinds = {std::move(kind)};
    wish.question.save = true;
    // A script of my_net.py beside it must not be called my_net.py.
    wish.question.name = proposed_name(frame) + (ending == ".py" ? "_session" : "") + ending;
    wish.question.folder = frame.window.opening.folder;
    wish.chosen = [ending, act = std::move(act)](Frame& now, std::filesystem::path path) {
        now.window.opening.folder = path.parent_path().string();
        if (path.extension().empty()) path += ending;
        act(now, path.string());
    };
    frame.window.opening.wish = std::move(wish);
}

}  // namespace

float file_menu_width(const Frame& frame) {
    return ui::button_width(label(frame));
}

void draw_file_menu(Frame& frame) {
    if (ui::button((label(frame) + "###file").c_str(),
                   {.tooltip = "The model's file: open, drop or paste one of your own. The "
                               "session: save it, or take it "
                               "to PyTorch."})) {
        ImGui::OpenPopup("file menu");
    }
    ui::anchor("file", frame.view.model_file);
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImGui::SetNextWindowPos({min.x, max.y + ui::px(4)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui::px(4), ui::px(4)});
    const bool open = ImGui::BeginPopup("file menu", ImGuiWindowFlags_NoMove);
    ImGui::PopStyleVar();
    if (!open) return;
    const ui::AnchorScope scope("file");
    const float width = ui::px(260);
    if (item("Open...", "Ctrl+O", "open", width)) ask_for_model_file(frame);
    if (item("Paste a model", "Ctrl+V", "paste", width)) paste_model(frame);
    if (item("Built-in models...", "Ctrl+B", "built_in", width)) {
        frame.window.opening.built_in_list = true;
    }
    if (frame.view.loaded && item("Data and loss...", "Ctrl+D", "data", width)) ask_for_data(frame);
    ui::menu_line(width);
    if (item("Save session...", "Ctrl+S", "save", width)) ask_where_to_save(frame);
    if (item("Export as PyTorch script...", "", "export", width)) ask_where_to_export(frame);
    draw_recent(frame, width);
    ImGui::EndPopup();
}

void ask_for_model_file(Frame& frame) {
    FileWish wish;
    wish.question.title = "Open a model or a session";
    wish.question.kinds = {{"Python files and sessions", {".py", ".modescope"}},
                           {"Python and text files", {".py", ".txt"}}};
    wish.question.folder = frame.window.opening.folder;
    wish.chosen = [](Frame& now, const std::filesystem::path& path) {
        now.window.opening.folder = path.parent_path().string();
        now.window.opening.brought = read_model_file(path);
    };
    frame.window.opening.wish = std::move(wish);
}

void ask_where_to_save(Frame& frame) {
    ask_where(frame, "Save the session", "Save", {"Sessions", {".modescope"}},
              [](Frame& now, std::string file) {
                  now.requests.submit(engine::session::Save{std::move(file)});
              });
}

void ask_where_to_export(Frame& frame) {
    ask_where(frame, "Export as a PyTorch script", "Export", {"Python files", {".py"}},
              [](Frame& now, std::string file) {
                  now.requests.submit(engine::session::Export{std::move(file)});
              });
}

void paste_model(Frame& frame) {
    const char* const text = ImGui::GetClipboardText();
    BroughtModel brought;
    if (text != nullptr) brought.text = text;
    if (brought.text.find_first_not_of(" \t\r\n") == std::string::npos) {
        brought.problem =
            "There is no text on the clipboard. Copy a model class, nn.Sequential(...), or what "
            "print(model) shows, and paste again.";
    }
    frame.window.opening.brought = std::move(brought);
}

void ask_for_data(Frame& frame) {
    if (!frame.view.loaded || !frame.view.code.text) return;
    const engine::session::Recipe& recipe = frame.view.recipe;
    BroughtModel brought;
    brought.ask = true;
    brought.construct = recipe.construct;
    const bool edited = !recipe.source.empty() && recipe.source != frame.view.code.text->source;
    if (recipe.source.empty()) {
        brought.built_in = recipe.model;
        brought.data = recipe.dataset;
    } else {
        brought.text = frame.view.code.text->source;
        if (edited) brought.construct.clear();
    }
    brought.file = frame.view.model_file;
    frame.window.opening.brought = std::move(brought);
}

}  // namespace app::panels
