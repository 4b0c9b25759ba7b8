#pragma once

#include "app/ui/theme.h"

#include <filesystem>
#include <map>
#include <string>

namespace app::ui {

/// What the window remembers from run to run.
struct Settings {
    ThemeId theme = ThemeId::Light;
    float scale = 1.0f;  ///< 1.0 to 3.0
    bool reduced_motion = false;
    int window_width = 1280;
    int window_height = 800;
    std::map<std::string, float> layout;  ///< sizes of columns and rows by name, unscaled pixels
    std::map<std::string, std::string> choices;  ///< any other choice by name ("more": "open")
    std::string imgui_ini;                       ///< ImGui's own table and window settings

    bool operator==(const Settings&) const = default;
};

/// $XDG_CONFIG_HOME/modescope/settings.json, else ~/.config/modescope/settings.json; empty when
/// neither is known.
std::filesystem::path settings_path();

/// Missing or broken files, and entries of a wrong type or range, give the defaults: never throws.
Settings load_settings(const std::filesystem::path& file);

/// Writes beside the file and renames, so that a crash leaves the old one. False when it could not.
bool save_settings(const std::filesystem::path& file, const Settings& settings);

}  // namespace app::ui
