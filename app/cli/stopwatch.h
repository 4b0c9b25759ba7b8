#pragma once

#include <cstdint>
#include <functional>

namespace app::cli {

/// How long one run takes, in nanoseconds.
struct Timing {
    double median = 0;
    double tenth = 0;      ///< a tenth of the samples was faster
    double ninetieth = 0;  ///< a tenth was slower
    int64_t samples = 0;
    int64_t runs_a_sample = 0;
};

/// Runs it over and over for about `seconds` after a warm-up. A sample is as many runs as last
/// 0.2 ms, so that the clock does not count. At least 15 samples, whatever they take.
Timing time_runs(const std::function<void()>& run, double seconds);

}  // namespace app::cli
