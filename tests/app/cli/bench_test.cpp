#include "app/cli/bench.h"

#include "app/cli/stopwatch.h"
#include "app/cli/workloads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace app::cli {
namespace {

using testing::HasSubstr;

TEST(Workloads, HaveNamesOfTheirOwn) {
    std::set<std::string> names;
    for (const Workload& workload : workloads()) {
        EXPECT_TRUE(names.insert(workload.name).second) << workload.name;
        EXPECT_FALSE(workload.definition.empty()) << workload.name;
    }
    EXPECT_GE(names.size(), 29u);
}

TEST(Workloads, AllRun) {
    for (const Workload& workload : workloads()) {
        SCOPED_TRACE(workload.name);
        EXPECT_NO_THROW(workload.prepare()());
    }
}

TEST(Stopwatch, TakesSamplesAndOrdersThem) {
    int64_t count = 0;
    const Timing timing = time_runs([&] { ++count; }, 0.001);
    EXPECT_GE(timing.samples, 15);
    EXPECT_GE(count, timing.samples * timing.runs_a_sample);
    EXPECT_LE(timing.tenth, timing.median);
    EXPECT_LE(timing.median, timing.ninetieth);
}

TEST(Bench, AnswersALineWithALine) {
    std::istringstream in("demonet_step 0.001\n\nresnet1000 1\n");
    std::ostringstream out, err;
    EXPECT_EQ(run_bench({.serve = true}, in, out, err), 0);
    const std::string answers = out.str();
    const auto end = answers.find('\n');
    EXPECT_THAT(answers.substr(0, end), HasSubstr(R"({"name":"demonet_step","median_ns":)"));
    EXPECT_EQ(answers.substr(end + 1), R"({"name":"resnet1000","error":"not known"})"
                                       "\n");
}

TEST(Bench, ListsWhatTheFilterLetsThrough) {
    std::istringstream in;
    std::ostringstream out, err;
    EXPECT_EQ(run_bench({.list = true, .filter = "demonet_*"}, in, out, err), 0);
    EXPECT_THAT(out.str(), HasSubstr("demonet_step"));
    EXPECT_THAT(out.str(), testing::Not(HasSubstr("op_relu")));
}

TEST(Bench, RefusesANameThatNoWorkloadHas) {
    std::istringstream in;
    std::ostringstream out, err;
    EXPECT_EQ(run_bench({.filter = "nothing"}, in, out, err), 2);
    EXPECT_EQ(out.str(), "");
    EXPECT_THAT(err.str(), HasSubstr("--filter nothing"));
}

}  // namespace
}  // namespace app::cli
