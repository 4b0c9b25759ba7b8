#pragma once

#include "app/ui/folder.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

struct ImGuiInputTextCallbackData;

namespace app::ui {

/// A group of files by how their names end: {"Python files", {".py"}}; no endings: all files.
struct FileKind {
    std::string words;
    std::vector<std::string> endings;
};

struct FileQuestion {
    std::string title = "Open";
    std::string action = "Open";     ///< on the button
    std::vector<FileKind> kinds{};   ///< the first is asked for; "All files" is always there
    bool save = false;               ///< a name that is not there yet is welcome
    std::string name{};              ///< proposed when saving
    std::filesystem::path folder{};  ///< where it begins; empty: the home folder
};

/// Asks for a file: a path with completion over the folder's list. Type to narrow the list, Tab
/// completes, ↑ ↓ choose, Enter opens, Esc leaves. Anchors "chooser/path", "chooser/entry/<name>",
/// "chooser/up", "chooser/home", "chooser/kind", "chooser/act", "chooser/close".
class FileChooser {
public:
    void ask(FileQuestion question);
    bool asking() const { return asking_; }
    /// The folder on screen, to begin there next time.
    const std::filesystem::path& folder() const { return folder_.path; }

    /// Draws it while it asks; to be called last in a frame. The path, once, when one was chosen.
    std::optional<std::filesystem::path> draw();

private:
    void go_to(const std::filesystem::path& folder, const std::string& name = {});
    void read();
    void follow_typed();
    void draw_path();
    void draw_places();
    void draw_list(float height);
    /// True when it was taken: what stands below it is about to change.
    bool draw_entry(std::size_t row, float width);
    void draw_foot();
    void take(std::size_t row);
    void accept();
    std::string typed_name() const;
    static int edited(ImGuiInputTextCallbackData* data);

    FileQuestion question_;
    bool asking_ = false;
    bool opened_ = false;  // the popup was opened
    bool focus_ = false;   // the path wants the keyboard
    bool to_end_ = false;  // its caret belongs behind the text
    bool selection_moved_ = false;
    std::size_t kind_ = 0;
    std::string typed_;
    Folder folder_;
    std::vector<std::size_t> rows_;  // of folder_.entries
    int selected_ = -1;              // of rows_
    std::string problem_;
    std::optional<std::filesystem::path> chosen_;
};

}  // namespace app::ui
