// The states and shapes of the window that layout tests walk through.
#pragma once

#include "tests/app/panels/harness.h"

#include <iterator>
#include <ostream>

namespace app::test {

inline constexpr Sample kSamples[] = {Sample::Nothing,   Sample::TwoMoons,  Sample::Mixed,
                                      Sample::AllEval,   Sample::Workbench, Sample::Training,
                                      Sample::Replaying, Sample::Error,     Sample::BatchOfOne,
                                      Sample::Images,    Sample::Ghosts};

inline const char* name_of(Sample sample) {
    constexpr const char* kNames[] = {"Nothing",    "TwoMoons", "Mixed",     "AllEval",
                                      "Workbench",  "Training", "Replaying", "Error",
                                      "BatchOfOne", "Images",   "Ghosts"};
    return kNames[static_cast<int>(sample)];
}

enum class Screen { First, Workbench, Presenter };

struct Look {
    const char* name;
    ImVec2 size;
    float scale;
    Screen screen;
    ui::ThemeId theme = ui::ThemeId::Light;

    friend void PrintTo(const Look& look, std::ostream* out) { *out << look.name; }
};

inline const Look kLooks[] = {
    {"First1280x800", {1280, 800}, 1, Screen::First},
    {"First1280x800Doubled", {1280, 800}, 2, Screen::First, ui::ThemeId::Dark},
    {"First1920x1080", {1920, 1080}, 1, Screen::First, ui::ThemeId::Dark},
    {"First1920x1080Doubled", {1920, 1080}, 2, Screen::First},
    {"First900x700", {900, 700}, 1, Screen::First},
    {"First560x800", {560, 800}, 1, Screen::First, ui::ThemeId::Dark},
    {"Workbench1280x800", {1280, 800}, 1, Screen::Workbench, ui::ThemeId::Dark},
    {"Workbench1280x800Doubled", {1280, 800}, 2, Screen::Workbench},
    {"Workbench1920x1080", {1920, 1080}, 1, Screen::Workbench},
    {"Workbench1920x1080Doubled", {1920, 1080}, 2, Screen::Workbench, ui::ThemeId::Dark},
    {"Workbench900x700", {900, 700}, 1, Screen::Workbench, ui::ThemeId::Dark},
    {"Workbench560x800", {560, 800}, 1, Screen::Workbench},
    {"Presenter1280x800", {1280, 800}, 1, Screen::Presenter},
    {"Presenter1920x1080", {1920, 1080}, 1, Screen::Presenter, ui::ThemeId::Dark},
};

/// The tabs that a window of that shape offers, each of which is a picture of its own; presenter
/// mode has a lens for each.
inline std::vector<std::string> tabs_of(const Look& look) {
    if (look.screen == Screen::Presenter) return {"dropout_lens", "batch_norm_lens"};
    const bool narrow = look.size.x / look.scale < panels::kNarrow;
    if (narrow && look.screen == Screen::Workbench) {
        return {"tree", "pass", "inspector", "console", "code"};
    }
    if (narrow) return {"tree", "dropout_lens", "answers"};
    if (look.screen == Screen::First) return {"tree"};
    return {"curves", "answers", "dropout_lens", "batch_norm_lens", "code"};
}

inline panels::WindowState state_of(const Look& look, const std::string& tab) {
    panels::WindowState state;
    state.workbench = look.screen == Screen::Workbench;
    state.presenter = look.screen == Screen::Presenter;
    state.narrow_tab = state.lower_tab = state.strip_tab = tab;
    if (state.presenter) state.presented = tab;
    return state;
}

}  // namespace app::test
