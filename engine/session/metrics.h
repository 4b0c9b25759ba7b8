#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace engine::session {

/// One measured number over steps; steps rise.
struct Series {
    std::vector<int64_t> step;
    std::vector<float> value;

    void add(int64_t at, double measured) {
        step.push_back(at);
        value.push_back(static_cast<float>(measured));
    }
    /// Forgets what was measured after `last`.
    void truncate(int64_t last);
};

/// Batch and running means of one BatchNorm, a row of channels for each measured step.
struct NormSeries {
    std::vector<int64_t> step;
    std::vector<std::vector<float>> batch_mean, running_mean;
};

/// What training measured, from the first step to the furthest.
struct Metrics {
    Series train_loss, train_accuracy;            ///< of each step's batch, as it was trained on
    Series eval_loss;                             ///< the same batch and weights, measured in eval
    Series validation_loss, validation_accuracy;  ///< after the step
    std::unordered_map<std::string, NormSeries> norms;  ///< by module path

    void truncate(int64_t last);
};

}  // namespace engine::session
