#include "app/cli/stopwatch.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace app::cli {

namespace {

constexpr double kSampleNs = 2e5;
constexpr std::size_t kFewest = 15, kMost = 4000;

double now_ns() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::nano>(since).count();
}

}  // namespace

Timing time_runs(const std::function<void()>& run, double seconds) {
    // Warms up caches and pools, and tells how many runs a sample needs.
    const double begin = now_ns();
    const double warm = begin + 1e9 * std::min(0.3, seconds / 3);
    int64_t count = 0;
    while (count < 3 || now_ns() < warm) {
        run();
        ++count;
    }
    const double each = (now_ns() - begin) / static_cast<double>(count);
    const auto runs = std::max<int64_t>(1, static_cast<int64_t>(kSampleNs / each));

    std::vector<double> samples;
    const double end = now_ns() + 1e9 * seconds;
    while (samples.size() < kFewest || (samples.size() < kMost && now_ns() < end)) {
        const double start = now_ns();
        for (int64_t i = 0; i < runs; ++i) run();
        samples.push_back((now_ns() - start) / static_cast<double>(runs));
    }
    std::sort(samples.begin(), samples.end());
    const std::size_t n = samples.size();
    return {.median = (samples[(n - 1) / 2] + samples[n / 2]) / 2,
            .tenth = samples[n / 10],
            .ninetieth = samples[n * 9 / 10],
            .samples = static_cast<int64_t>(n),
            .runs_a_sample = runs};
}

}  // namespace app::cli
