#include "engine/session/view_builder.h"

#include <algorithm>

namespace engine::session {

namespace {

void add_segments(RibbonRow& row, const FlagHistory& history, int64_t now) {
    for (const FlagWrite& write : history.writes) {
        if (write.step > now) continue;  // of a future that was left
        RibbonSegment* const last = row.segments.empty() ? nullptr : &row.segments.back();
        const bool same_moment = last && last->from == write.step;
        if (last && !same_moment && last->training == write.training) continue;
        if (last) last->to = write.step;
        const RibbonSegment segment{write.step, now, write.training, write.writer, write.line};
        if (same_moment) {
            *last = segment;  // the last writer wins
        } else {
            row.segments.push_back(segment);
        }
    }
}

/// Neighbours of one mode become one piece, which the first of them tells of.
void join_equal(std::vector<RibbonSegment>& segments) {
    std::vector<RibbonSegment> joined;
    for (const RibbonSegment& segment : segments) {
        if (!joined.empty() && joined.back().training == segment.training) {
            joined.back().to = segment.to;
        } else {
            joined.push_back(segment);
        }
    }
    segments = std::move(joined);
}

}  // namespace

Curve thinned(const CurveSource& source, int points) {
    Curve curve;
    if (!source.step || !source.value) return curve;
    const auto& steps = *source.step;
    const auto& values = *source.value;
    const size_t count = std::min(steps.size(), values.size());
    const auto take = [&](size_t i) {
        curve.step.push_back(static_cast<float>(steps[i]));
        curve.value.push_back(values[i]);
    };
    const auto most = static_cast<size_t>(std::max(points, 2));
    if (count <= most) {
        for (size_t i = 0; i < count; ++i) take(i);
        return curve;
    }
    const size_t buckets = most / 2;
    for (size_t bucket = 0; bucket < buckets; ++bucket) {
        const size_t from = bucket * count / buckets, to = (bucket + 1) * count / buckets;
        size_t low = from, high = from;
        for (size_t i = from; i < to; ++i) {
            if (values[i] < values[low]) low = i;
            if (values[i] > values[high]) high = i;
        }
        take(std::min(low, high));
        if (low != high) take(std::max(low, high));
    }
    return curve;
}

namespace {

/// Whether the mode of this module or of anything in it makes a difference.
bool reads_below(const std::vector<ModuleView>& modules, const ModuleView& module) {
    const auto from = static_cast<size_t>(&module - modules.data());
    const auto to = std::min(modules.size(), static_cast<size_t>(module.subtree_end));
    for (size_t i = from; i < to; ++i) {
        if (modules[i].reads_training) return true;
    }
    return false;
}

}  // namespace

std::vector<RibbonRow> fill_ribbon(const std::vector<ModuleView>& modules,
                                   const std::vector<FlagHistory>& histories, int64_t now) {
    std::vector<RibbonRow> rows;
    const int backbone = std::max(0, module_at(modules, "backbone"));
    for (const ModuleView& module : modules) {
        if (module.parent != backbone || !reads_below(modules, module)) continue;
        RibbonRow row{module.path, module.name, {}};
        const auto history =
            std::find_if(histories.begin(), histories.end(),
                         [&](const FlagHistory& one) { return one.path == module.path; });
        if (history != histories.end()) add_segments(row, *history, now);
        join_equal(row.segments);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace engine::session
