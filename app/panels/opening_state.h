#pragma once

#include "app/ui/file_chooser.h"
#include "engine/session/opening_view.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace app::panels {

struct Frame;

/// A file that a menu asks for, and what is done with the answer.
struct FileWish {
    ui::FileQuestion question;
    std::function<void(Frame& frame, const std::filesystem::path& path)> chosen;
};

/// What somebody brought to become the model: opened, dropped, pasted, or of those that ship.
struct BroughtModel {
    std::string text;
    std::string file;            ///< "my_net.py"; empty: pasted
    std::string built_in;        ///< a model that ships, by name
    std::filesystem::path path;  ///< empty: no file
    std::string problem;         ///< why there is nothing to read
    // The session's own model, with other data or another loss.
    bool ask = false;         ///< the form comes also when nothing is open to doubt
    std::string construct{};  ///< what makes it now: "Net(hidden=32)"
    std::string data{};       ///< DataOffer::id of what it trains on; empty: the likeliest
};

/// The window's part in opening models and files.
struct OpeningState {
    std::optional<FileWish> wish;         ///< the file chooser shows while it is set
    std::optional<BroughtModel> brought;  ///< taken up by the opening dialog
    /// The newest answer of the one that looks into what was brought; null before the first.
    engine::session::OpeningPtr answer;
    bool built_in_list = false;                           ///< the list of models that ship is open
    std::vector<engine::session::BuiltInModel> built_in;  ///< what it shows

    // Saved between runs.
    std::vector<std::string> recent;  ///< whole paths, the newest first
    std::string folder;               ///< where the file chooser begins
};

/// Puts a file to the front of the recent ones.
void remember_file(OpeningState& state, const std::filesystem::path& path);

/// A file that Save wrote, by its name: "moons.modescope".
bool is_session(const std::filesystem::path& path);

/// Reads a file that somebody chose or dropped; a problem is told where the model would open.
BroughtModel read_model_file(const std::filesystem::path& path);

}  // namespace app::panels
