#include "app/cli/bench.h"

#include "app/cli/stopwatch.h"
#include "app/cli/workloads.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fnmatch.h>

#include <exception>
#include <istream>
#include <ostream>
#include <sstream>

namespace app::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kSeconds = 1;

bool matches(const Workload& workload, const std::string& filter) {
    return filter.empty() || fnmatch(filter.c_str(), workload.name.c_str(), 0) == 0;
}

Json to_json(const std::string& name, const Timing& timing) {
    return {{"name", name},
            {"median_ns", timing.median},
            {"p10_ns", timing.tenth},
            {"p90_ns", timing.ninetieth},
            {"samples", timing.samples},
            {"calls_per_sample", timing.runs_a_sample}};
}

Json answer(const std::string& name, double seconds) {
    for (const Workload& workload : workloads()) {
        if (workload.name != name) continue;
        try {
            return to_json(name, time_runs(workload.prepare(), seconds));
        } catch (const std::exception& error) {
            return {{"name", name}, {"error", error.what()}};
        }
    }
    return {{"name", name}, {"error", "not known"}};
}

int serve(std::istream& in, std::ostream& out) {
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string name;
        double seconds = kSeconds;
        if (!(words >> name)) continue;
        words >> seconds;
        out << answer(name, seconds).dump() << std::endl;  // whoever asked waits for it
    }
    return 0;
}

}  // namespace

int run_bench(const BenchOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
    if (options.serve) return serve(in, out);
    Json results = Json::array();
    bool found = false;
    for (const Workload& workload : workloads()) {
        if (!matches(workload, options.filter)) continue;
        found = true;
        if (options.list) {
            out << fmt::format("{:<24}{}\n", workload.name, workload.definition);
            continue;
        }
        const Timing timing = time_runs(workload.prepare(), kSeconds);
        if (options.json) {
            results.push_back(to_json(workload.name, timing));
        } else {
            out << fmt::format("{:<24}{:>12.2f} us   {:.2f} to {:.2f}\n", workload.name,
                               timing.median / 1e3, timing.tenth / 1e3, timing.ninetieth / 1e3)
                << std::flush;
        }
    }
    if (!found) {
        err << fmt::format("modescope: bench --filter {}: no workload has such a name (--list)\n",
                           options.filter);
        return 2;
    }
    if (options.json && !options.list) out << results.dump(1) << '\n';
    return 0;
}

}  // namespace app::cli
