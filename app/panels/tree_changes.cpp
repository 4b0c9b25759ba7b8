#include "app/panels/tree_changes.h"

#include "app/ui/context.h"

#include <algorithm>

namespace app::panels {
namespace {

constexpr double kShown = 4;  // seconds

}  // namespace

void TreeChanges::follow(const engine::session::SessionView& view) {
    const double now = ui::current().clock();
    std::erase_if(changes_, [&](const auto& entry) { return now - entry.second.at > kShown; });
    for (const auto& [path, change] : changes_) {  // so that the outline goes by itself
        ui::current().wake_after(change.at + kShown - now + 0.01);
    }
    if (view.revision == revision_ && flags_.size() == view.modules.size()) return;
    revision_ = view.revision;
    const bool same_model =
        std::equal(flags_.begin(), flags_.end(), view.modules.begin(), view.modules.end(),
                   [](const auto& flag, const auto& module) { return flag.first == module.path; });
    if (!same_model) changes_.clear();
    for (std::size_t i = 0; same_model && i < flags_.size(); ++i) {
        const bool training = view.modules[i].training;
        if (flags_[i].second == training) continue;
        changes_[flags_[i].first] = {.before = flags_[i].second, .now = training, .at = now};
    }
    flags_.clear();
    for (const auto& module : view.modules) flags_.emplace_back(module.path, module.training);
}

const FlagChange* TreeChanges::of(const std::string& path) const {
    const auto found = changes_.find(path);
    return found == changes_.end() ? nullptr : &found->second;
}

}  // namespace app::panels
