// Fifty steps of each shipped recipe against losses frozen from PyTorch, for machines without it.
#include "tests/parity/recipe_runs.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace parity {
namespace {

/// From tests/golden/recipes.json, made by make_recipes.py.
std::vector<double> frozen_losses(const std::string& recipe, uint64_t seed) {
    std::ifstream file(MODESCOPE_SOURCE_DIR "/tests/golden/recipes.json");
    const nlohmann::json golden = nlohmann::json::parse(file);
    for (const auto& run : golden.at("runs")) {
        if (run.at("recipe").get<std::string>() == recipe && run.at("seed").get<uint64_t>() == seed)
            return run.at("losses").get<std::vector<double>>();
    }
    ADD_FAILURE() << "no golden losses of " << recipe << ", seed " << seed;
    return {};
}

class FrozenRecipes : public testing::TestWithParam<Case> {};

TEST_P(FrozenRecipes, PrintPyTorchsLossesForFiftySteps) {
    if (!has_data(GetParam().recipe)) {
        GTEST_SKIP() << "no Fashion-MNIST here: scripts/setup installs it";
    }
    expect_same_losses(GetParam(),
                       [](uint64_t seed) { return frozen_losses(GetParam().recipe, seed); });
}

INSTANTIATE_TEST_SUITE_P(Shipped, FrozenRecipes, testing::ValuesIn(cases()),
                         [](const auto& each) { return each.param.recipe; });

}  // namespace
}  // namespace parity
