// Fifty steps of each shipped recipe, beside the real PyTorch of this machine.
#include "tests/parity/live_torch.h"
#include "tests/parity/recipe_runs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

namespace parity {
namespace {

class Recipes : public testing::TestWithParam<Case> {};

TEST_P(Recipes, PrintPyTorchsLossesForFiftySteps) {
    if (!has_data(GetParam().recipe)) {
        if (torch_is_required()) FAIL() << "Fashion-MNIST is missing (dataset-fashion-mnist)";
        GTEST_SKIP() << "no Fashion-MNIST here: scripts/setup installs it";
    }
    bool has_torch = true;
    expect_same_losses(GetParam(), [&](uint64_t seed) -> std::vector<double> {
        const std::string program = fmt::format(
            "import runpy\n"
            "sys.argv = ['recipes.py', '{0}', '{1}', '{2}', '50']\n"
            "runpy.run_path('{0}/tests/parity/recipes.py', run_name='__main__')\n",
            MODESCOPE_SOURCE_DIR, GetParam().recipe, seed);
        std::string output;
        has_torch = run_torch(program, output);
        if (!has_torch) return {};
        std::vector<double> losses;
        std::istringstream words(output);
        for (std::string loss; words >> loss;) losses.push_back(std::stod(loss));
        EXPECT_EQ(losses.size(), 50u) << output;
        return losses;
    });
    if (!has_torch) NO_LIVE_TORCH();
}

INSTANTIATE_TEST_SUITE_P(Shipped, Recipes, testing::ValuesIn(cases()),
                         [](const auto& each) { return each.param.recipe; });

}  // namespace
}  // namespace parity
