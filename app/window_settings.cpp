#include "app/window_settings.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace app {
namespace {

constexpr const char* kSplits[] = {"left", "tree", "right", "strip", "lenses", "answers", "pass"};

}  // namespace

panels::WindowState window_state(const ui::Settings& kept, const Options& options) {
    panels::WindowState state;
    state.theme = kept.theme;
    state.scale = kept.scale;
    state.reduced_motion = kept.reduced_motion;
    for (const char* name : kSplits) {
        const auto found = kept.layout.find(name);
        if (found != kept.layout.end()) *panels::field(state.splits, name) = found->second;
    }
    if (const auto more = kept.choices.find("more"); more != kept.choices.end()) {
        state.workbench = more->second == "open";
    }
    if (const auto speed = kept.choices.find("speed"); speed != kept.choices.end()) {
        state.steps_per_second = std::max(0.0, std::atof(speed->second.c_str()));
    }
    if (options.dark) state.theme = *options.dark ? ui::ThemeId::Dark : ui::ThemeId::Light;
    if (options.scale) state.scale = std::clamp(*options.scale, 1.0f, 3.0f);
    if (options.workbench) state.workbench = true;
    state.presenter = options.presenter;
    return state;
}

void keep(const panels::WindowState& state, ui::Settings& settings) {
    settings.theme = state.theme;
    settings.scale = state.scale;
    settings.reduced_motion = state.reduced_motion;
    panels::Splits splits = state.splits;
    for (const char* name : kSplits) settings.layout[name] = *panels::field(splits, name);
    settings.choices["more"] = state.workbench ? "open" : "closed";
    settings.choices["speed"] = std::to_string(static_cast<int>(state.steps_per_second));
}

}  // namespace app
