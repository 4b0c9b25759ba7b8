#include "app/panels/console_history.h"

#include <algorithm>
#include <utility>

namespace app::panels {

ConsoleHistory::ConsoleHistory(std::vector<std::string> lines) : lines_(std::move(lines)) {
    if (lines_.size() > kMost) {
        lines_.erase(lines_.begin(), lines_.end() - static_cast<std::ptrdiff_t>(kMost));
    }
}

void ConsoleHistory::add(std::string line) {
    walk_.reset();
    if (line.empty() || (!lines_.empty() && lines_.back() == line)) return;
    if (lines_.size() >= kMost) lines_.erase(lines_.begin());
    lines_.push_back(std::move(line));
}

std::optional<std::string> ConsoleHistory::earlier(std::string_view typed) {
    if (!walk_) walk_ = {.typed = std::string(typed), .at = lines_.size()};
    for (std::size_t i = std::min(walk_->at, lines_.size()); i-- > 0;) {
        if (!lines_[i].starts_with(walk_->typed) || lines_[i] == typed) continue;
        walk_->at = i;
        return lines_[i];
    }
    return std::nullopt;
}

std::optional<std::string> ConsoleHistory::later() {
    if (!walk_ || walk_->at >= lines_.size()) return std::nullopt;
    for (std::size_t i = walk_->at + 1; i < lines_.size(); ++i) {
        if (!lines_[i].starts_with(walk_->typed)) continue;
        walk_->at = i;
        return lines_[i];
    }
    walk_->at = lines_.size();
    return walk_->typed;
}

std::optional<std::size_t> ConsoleHistory::find(std::string_view words, std::size_t before) const {
    for (std::size_t i = std::min(before, lines_.size()); i-- > 0;) {
        if (lines_[i].find(words) != std::string::npos) return i;
    }
    return std::nullopt;
}

}  // namespace app::panels
