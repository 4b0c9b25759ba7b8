#include "engine/session/metrics.h"

#include <algorithm>

namespace engine::session {

namespace {

std::size_t up_to(const std::vector<int64_t>& step, int64_t last) {
    return static_cast<std::size_t>(std::upper_bound(step.begin(), step.end(), last) -
                                    step.begin());
}

}  // namespace

void Series::truncate(int64_t last) {
    const std::size_t kept = up_to(step, last);
    step.resize(kept);
    value.resize(kept);
}

void Metrics::truncate(int64_t last) {
    for (Series* const series :
         {&train_loss, &train_accuracy, &eval_loss, &validation_loss, &validation_accuracy}) {
        series->truncate(last);
    }
    for (auto& [path, norm] : norms) {
        const std::size_t kept = up_to(norm.step, last);
        norm.step.resize(kept);
        norm.batch_mean.resize(kept);
        norm.running_mean.resize(kept);
    }
}

}  // namespace engine::session
