#include "engine/session/probe.h"

#include "engine/base/generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace engine::session {

namespace {

// Of samples in the order of the split, at most as many as a probe has.
std::vector<int64_t> of_class(const data::Split& split, int64_t wanted) {
    std::vector<int64_t> found;
    if (!has_classes(split)) return found;
    const auto targets = split.targets.to_vector<int64_t>();
    for (size_t i = 0; i < targets.size() && std::ssize(found) < kProbeSize; ++i) {
        if (targets[i] == wanted) found.push_back(static_cast<int64_t>(i));
    }
    return found;
}

std::vector<int64_t> shuffled(const data::Split& split) {
    std::vector<int64_t> order(static_cast<size_t>(split.size()));
    Generator(kProbeShuffleSeed).randperm(order);
    order.resize(std::min(order.size(), static_cast<size_t>(kProbeSize)));
    return order;
}

/// At most one.
std::vector<int64_t> first_of(const std::vector<int64_t>& indices) {
    return {indices.begin(), indices.empty() ? indices.end() : indices.begin() + 1};
}

}  // namespace

bool has_classes(const data::Split& split) {
    return split.targets.defined() && split.targets.dim() == 1 &&
           split.targets.dtype() == DType::Int64;
}

bool has_class(const data::Split& split, int64_t wanted) {
    return !of_class(split, wanted).empty();
}

Watch default_watch(const data::Dataset& dataset) {
    Watch watch;
    // Classes of noise are drawn, and say nothing of their samples.
    if (dataset.is_image() || dataset.id == "noise" || !has_classes(dataset.train))
        watch.probe = ProbeKind::Shuffled;
    return watch;
}

ProbeBatch probe_batch(const data::Dataset& dataset, const Watch& watch) {
    const data::Split& split = dataset.validation.size() > 0 ? dataset.validation : dataset.train;
    std::vector<int64_t> indices;
    switch (watch.probe) {
        case ProbeKind::OneClass:
            indices = of_class(split, watch.probe_class);
            break;
        case ProbeKind::Shuffled:
            indices = shuffled(split);
            break;
        case ProbeKind::OneSample:
            indices = first_of(of_class(split, watch.probe_class));
            break;
    }
    bool of_one_class = watch.probe == ProbeKind::OneClass;
    if (indices.empty()) {  // of many classes one may have no sample here
        indices = shuffled(split);
        if (watch.probe == ProbeKind::OneSample) indices = first_of(indices);
        of_one_class = false;
    }
    const data::Split rows = data::gather(split, indices);
    ProbeBatch batch{rows.inputs, rows.targets, {}};
    switch (watch.probe) {
        case ProbeKind::OneClass:
            batch.words = fmt::format("batch of {}, {}", indices.size(),
                                      of_one_class ? "one class" : "shuffled");
            break;
        case ProbeKind::Shuffled:
            batch.words = fmt::format("batch of {}, shuffled", indices.size());
            break;
        case ProbeKind::OneSample:
            batch.words = "1 sample";
            break;
    }
    if (dataset.is_image() && watch.brightness != 1) {
        batch.inputs.mul_(watch.brightness);
        batch.words += fmt::format(", brightness × {}", watch.brightness);
    }
    return batch;
}

}  // namespace engine::session
