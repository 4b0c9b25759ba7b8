#include "engine/session/recipe.h"

#include "engine/base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::session {
namespace {

using testing::HasSubstr;

std::string words_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.line();
    }
    return "no error";
}

TEST(Recipe, EachShippedOneReadsBackAsItWasWritten) {
    ASSERT_EQ(shipped_recipes().size(), 3U);
    for (const Recipe& recipe : shipped_recipes()) {
        EXPECT_EQ(recipe_from_json(to_json(recipe)), recipe) << recipe.id;
        EXPECT_EQ(recipe_named(recipe.id), recipe);
    }
}

TEST(Recipe, EveryFieldIsWritten) {
    const Recipe recipe{.id = "a",
                        .title = "b",
                        .model = "c",
                        .source = "model = 1",
                        .file = "f.py",
                        .construct = "g()",
                        .dataset = "d",
                        .sample_shape = {3, 32},
                        .target_shape = {2, 1},
                        .tokens_below = 9,
                        .classes = 2,
                        .explore = "h",
                        .data_dir = "e",
                        .loss = "BCELoss",
                        .prediction = "output[0].squeeze(1)",
                        .target = "x.flatten(1)",
                        .optimizer = "SGD",
                        .lr = 0.125,
                        .momentum = 0.5,
                        .batch_size = 3,
                        .loop = LoopKind::Textbook,
                        .seed = ~uint64_t{0},
                        .train_limit = 4,
                        .validation_samples = 5,
                        .validate_every = 6,
                        .measure_every = 7,
                        .start_step = 8};
    EXPECT_EQ(recipe_from_json(to_json(recipe)), recipe);
}

TEST(Recipe, WhatAFileDoesNotSayIsTheDefault) {
    const Recipe recipe = recipe_from_json(R"({"lr": 0.5})");
    EXPECT_EQ(recipe.lr, 0.5);
    EXPECT_EQ(recipe.batch_size, Recipe().batch_size);
    EXPECT_EQ(recipe.id, "custom");
}

TEST(Recipe, AnUnknownNameIsRefusedWithTheKnownOnes) {
    EXPECT_EQ(words_of([] { recipe_named("moons"); }),
              "ValueError: unknown recipe 'moons': expected one of two_moons, fashion_mnist, "
              "residual");
}

struct BadCase {
    const char* json;
    const char* words;
};
class BadRecipe : public testing::TestWithParam<BadCase> {};

TEST_P(BadRecipe, NamesTheFieldWhatWasExpectedAndWhatCame) {
    EXPECT_THAT(words_of([] { recipe_from_json(GetParam().json); }), HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    Fields, BadRecipe,
    testing::Values(
        BadCase{"{", "ValueError: recipe: not JSON at byte"},
        BadCase{"[]", "ValueError: recipe: expected an object, got array"},
        BadCase{R"({"lrr": 1})", "ValueError: recipe: unknown field 'lrr': expected one of id, "},
        BadCase{R"({"lr": "fast"})", "field 'lr': expected a number of at least 0, got \"fast\""},
        BadCase{R"({"lr": -1})", "field 'lr': expected a number of at least 0, got -1"},
        BadCase{R"({"batch_size": 0})", "field 'batch_size': expected an integer of at least 1"},
        BadCase{R"({"batch_size": 2.5})", "expected an integer of at least 1, got 2.5"},
        BadCase{R"({"batch_size": 1e300})", "expected an integer of at least 1, got 1e+300"},
        BadCase{R"({"batch_size": 18446744073709551615})", "expected an integer of at least 1"},
        BadCase{R"({"seed": "7"})", "field 'seed': expected an integer"},
        BadCase{R"({"optimizer": "Adam2"})", "expected one of SGD, Adam, got \"Adam2\""},
        BadCase{R"({"loop": "none"})", "expected one of keeps_flags, textbook, got \"none\""},
        BadCase{R"({"model": 3})", "field 'model': expected a text, got 3"}));

}  // namespace
}  // namespace engine::session
