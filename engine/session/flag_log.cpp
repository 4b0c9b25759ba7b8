#include "engine/session/flag_log.h"

#include <algorithm>

namespace engine::session {

namespace {

/// Writes kept of one module. A loop that flips every epoch for hours must not eat the memory.
constexpr std::size_t kMostWrites = 4096;

auto after(const std::vector<std::pair<Position, FlagWrite>>& writes, Position now) {
    return std::upper_bound(writes.begin(), writes.end(), now,
                            [](Position p, const auto& write) { return p < write.first; });
}

}  // namespace

void FlagLog::note(Position at, std::string_view path, FlagWrite write) {
    auto it = writes_.find(path);
    if (it == writes_.end()) it = writes_.emplace(std::string(path), Writes{}).first;
    Writes& writes = it->second;
    if (!writes.empty() && write.writer == Writer::Loop) {
        const FlagWrite& last = writes.back().second;
        if (last.writer == Writer::Loop && last.training == write.training &&
            last.line == write.line) {
            return;
        }
    }
    if (writes.size() >= kMostWrites) {
        writes.erase(writes.begin(), writes.begin() + kMostWrites / 2);
    }
    writes.emplace_back(at, std::move(write));
}

FlagWrite FlagLog::last(std::string_view path, Position now) const {
    const auto it = writes_.find(path);
    if (it == writes_.end()) return {};
    const auto end = after(it->second, now);
    return end == it->second.begin() ? FlagWrite{} : std::prev(end)->second;
}

std::vector<FlagWrite> FlagLog::history(std::string_view path, Position now) const {
    std::vector<FlagWrite> found{FlagWrite{}};
    const auto it = writes_.find(path);
    if (it == writes_.end()) return found;
    const auto end = after(it->second, now);
    for (auto write = it->second.begin(); write != end; ++write) found.push_back(write->second);
    return found;
}

void FlagLog::truncate(Position now) {
    for (auto& [path, writes] : writes_) writes.erase(after(writes, now), writes.end());
}

}  // namespace engine::session
