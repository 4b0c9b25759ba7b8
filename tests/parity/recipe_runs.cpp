#include "tests/parity/recipe_runs.h"

#include "engine/data/fashion_mnist.h"
#include "engine/session/recipe.h"
#include "engine/session/session.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <iostream>

namespace parity {
namespace {

/// The losses of a session's first steps, made from the recipe as it ships but for the seed.
std::vector<double> our_losses(const std::string& id, uint64_t seed, size_t steps) {
    engine::session::Recipe recipe = engine::session::recipe_named(id);
    recipe.seed = seed;
    engine::session::Session session(recipe);
    const auto outcome =
        session.apply(engine::session::Advance{.steps = static_cast<int64_t>(steps)});
    EXPECT_TRUE(outcome.ok) << outcome.error;
    const auto& losses = session.timeline().metrics.train_loss.value;
    return {losses.begin(), losses.end()};
}

bool is_mlp(const Case& each) {
    return each.recipe == "two_moons";
}

}  // namespace

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"two_moons", {7, 0, 1}},
        {"fashion_mnist", {3, 0, 1, 2}},
        {"residual", {20, 16, 23, 29}},
    };
    return all;
}

void PrintTo(const Case& each, std::ostream* out) {
    *out << each.recipe;
}

void expect_same_losses(const Case& each,
                        const std::function<std::vector<double>(uint64_t seed)>& torch_losses) {
    ASSERT_EQ(engine::session::recipe_named(each.recipe).seed, each.seeds.at(0));
    const double tolerance = is_mlp(each) ? 1e-5 : 1e-4;
    std::string departures;
    for (const uint64_t seed : each.seeds) {
        const std::vector<double> theirs = torch_losses(seed);
        if (theirs.empty()) return;
        const std::vector<double> ours = our_losses(each.recipe, seed, theirs.size());
        ASSERT_EQ(ours.size(), theirs.size());
        size_t step = 0;
        while (step < ours.size() &&
               std::abs(ours[step] - theirs[step]) <= tolerance * std::abs(theirs[step])) {
            ++step;
        }
        if (step == ours.size() && !is_mlp(each)) return;
        if (step == ours.size()) continue;
        departures += "  seed " + std::to_string(seed) + ", step " + std::to_string(step + 1) +
                      ": " + std::to_string(ours[step]) + ", PyTorch " +
                      std::to_string(theirs[step]) + "\n";
        // Before the first update reached a loss, nothing can have gone another way.
        ASSERT_GE(step, 1u) << each.recipe << "\n" << departures;
        ASSERT_FALSE(is_mlp(each)) << each.recipe << "\n" << departures;
        std::cout << each.recipe << " leaves PyTorch here, another seed is tried:\n" << departures;
    }
    EXPECT_TRUE(is_mlp(each)) << each.recipe << " leaves PyTorch at every seed:\n" << departures;
}

bool has_data(std::string_view recipe) {
    return recipe == "two_moons" || std::filesystem::exists(engine::data::kFashionMnistDir);
}

}  // namespace parity
