#include "app/window_settings.h"

#include "engine/session/opening.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace app {
namespace {

constexpr const char* kSplits[] = {"left", "tree", "right", "strip", "lenses", "answers", "pass"};

/// Between two lines of the console's history; a line may have line ends of its own.
constexpr char kBetween = '\x1e';
constexpr std::size_t kMostHistory = 256 * 1024;  // bytes

std::vector<std::string> history_of(std::string_view kept) {
    std::vector<std::string> lines;
    while (!kept.empty()) {
        const std::size_t end = std::min(kept.find(kBetween), kept.size());
        lines.emplace_back(kept.substr(0, end));
        kept.remove_prefix(std::min(end + 1, kept.size()));
    }
    return lines;
}

/// The newest that fit.
std::string joined(const std::vector<std::string>& history) {
    std::size_t first = history.size(), size = 0;
    while (first > 0 && size + history[first - 1].size() < kMostHistory) {
        size += history[--first].size() + 1;
    }
    std::string all;
    for (std::size_t i = first; i < history.size(); ++i) {
        if (!all.empty()) all += kBetween;
        all += history[i];
    }
    return all;
}

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
    state.opening.built_in = engine::session::built_in_models();
    for (int i = 0;; ++i) {
        const auto recent = kept.choices.find("recent_" + std::to_string(i));
        if (recent == kept.choices.end() || recent->second.empty()) break;
        state.opening.recent.push_back(recent->second);
    }
    if (const auto folder = kept.choices.find("folder"); folder != kept.choices.end()) {
        state.opening.folder = folder->second;
    }
    if (const auto lines = kept.choices.find("console_history"); lines != kept.choices.end()) {
        state.console_history = history_of(lines->second);
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
    const std::vector<std::string>& recent = state.opening.recent;
    std::erase_if(settings.choices,
                  [](const auto& each) { return each.first.starts_with("recent_"); });
    for (std::size_t i = 0; i < recent.size(); ++i) {
        settings.choices["recent_" + std::to_string(i)] = recent[i];
    }
    settings.choices["folder"] = state.opening.folder;
    settings.choices["console_history"] = joined(state.console_history);
    settings.choices["speed"] = std::to_string(static_cast<int>(state.steps_per_second));
}

}  // namespace app
