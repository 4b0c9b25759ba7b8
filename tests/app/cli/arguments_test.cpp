#include "app/cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace app::cli {
namespace {

std::variant<Options, Exit> parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "modescope");
    return parse_arguments(static_cast<int>(arguments.size()), arguments.data());
}

TEST(Arguments, WithoutAnyMeanTheFirstScreenOfTwoMoons) {
    const auto parsed = parse({});
    const auto& options = std::get<Options>(parsed);
    EXPECT_EQ(options.recipe, engine::session::recipe_named("two_moons"));
    EXPECT_FALSE(options.text);
    EXPECT_FALSE(options.dark);
}

TEST(Arguments, AreAllTaken) {
    const auto parsed = parse({"--recipe", "residual",     "--steps",      "7",
                               "--do",     "model.eval()", "--do",         "model.head.train()",
                               "--theme",  "dark",         "--scale",      "1.5",
                               "--size",   "1920x1080",    "--screenshot", "a.png",
                               "--select", "head",         "--workbench",  "--dump-anchors"});
    const auto& options = std::get<Options>(parsed);
    EXPECT_EQ(options.recipe.id, "residual");
    EXPECT_EQ(options.recipe.start_step, 7);
    EXPECT_EQ(options.lines, (std::vector<std::string>{"model.eval()", "model.head.train()"}));
    EXPECT_EQ(options.dark, true);
    EXPECT_EQ(options.scale, 1.5F);
    EXPECT_EQ(options.width, 1920);
    EXPECT_EQ(options.height, 1080);
    EXPECT_EQ(options.screenshot, "a.png");
    EXPECT_EQ(options.select, "head");
    EXPECT_TRUE(options.workbench);
    EXPECT_TRUE(options.dump_anchors);
}

TEST(Arguments, BenchTakesFrames) {
    const auto parsed = parse({"bench", "--frames"});
    EXPECT_TRUE(std::get<Options>(parsed).bench->frames);
}

TEST(Arguments, BenchMeasuresTheEngineUnlessToldOtherwise) {
    const auto plain = parse({"bench"});
    ASSERT_TRUE(std::get<Options>(plain).bench);
    EXPECT_FALSE(std::get<Options>(plain).bench->frames);
    const auto parsed = parse({"bench", "--json", "--filter", "op_*"});
    EXPECT_TRUE(std::get<Options>(parsed).bench->json);
    EXPECT_EQ(std::get<Options>(parsed).bench->filter, "op_*");
    const auto served = parse({"bench", "--serve"});
    EXPECT_TRUE(std::get<Options>(served).bench->serve);
    EXPECT_FALSE(std::get<Options>(parse({})).bench);
}

TEST(Arguments, RunAndInspectTakeAFile) {
    const auto run = parse({"run", "lesson.py"});
    ASSERT_TRUE(std::get<Options>(run).script);
    EXPECT_EQ(std::get<Options>(run).script->file, "lesson.py");
    EXPECT_FALSE(std::get<Options>(run).script->inspect);
    EXPECT_EQ(std::get<Options>(run).script->folder, "");
    const auto inside = parse({"run", "--folder", "runs", "lesson.py"});
    EXPECT_EQ(std::get<Options>(inside).script->folder, "runs");
    EXPECT_EQ(std::get<Options>(inside).script->file, "lesson.py");
    const auto inspect = parse({"inspect", "net.py"});
    EXPECT_TRUE(std::get<Options>(inspect).script->inspect);
    EXPECT_FALSE(std::get<Options>(parse({})).script);
}

struct BadCase {
    std::vector<const char*> arguments;
    const char* words;
};
class BadArguments : public testing::TestWithParam<BadCase> {};

TEST_P(BadArguments, EndWithTwoAndSayWhatIsWrong) {
    const auto parsed = parse(GetParam().arguments);
    ASSERT_TRUE(std::holds_alternative<Exit>(parsed));
    EXPECT_EQ(std::get<Exit>(parsed).code, 2);
    EXPECT_THAT(std::get<Exit>(parsed).words, testing::HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    Each, BadArguments,
    testing::Values(BadCase{{"--recipe", "moons"}, "unknown recipe 'moons'"},
                    BadCase{{"--recipe", "no/such.json"},
                            "no/such.json: No such file or directory"},
                    BadCase{{"--recipe", "/tmp/"}, "this is a folder"},
                    BadCase{{"--frobnicate"}, "--frobnicate"}, BadCase{{"extra"}, "extra"},
                    BadCase{{"--steps", "-1"}, "--steps"}, BadCase{{"--steps", "many"}, "--steps"},
                    BadCase{{"--theme", "blue"}, "--theme"}, BadCase{{"--scale", "9"}, "--scale"},
                    BadCase{{"--size", "1280"}, "--size 1280: expected WIDTHxHEIGHT"},
                    BadCase{{"--size", "10x10"}, "--size 10x10"},
                    BadCase{{"--size", "1280x"}, "--size 1280x"},
                    BadCase{{"--data", "/no/such"}, "--data /no/such: there is no such folder"},
                    BadCase{{"--data", "/tmp", "--recipe", "two_moons"}, "reads no files"},
                    BadCase{{"--dump-anchors"}, "--dump-anchors needs --screenshot"},
                    BadCase{{"bench", "--frames", "--json"}, "--frames"},
                    BadCase{{"bench", "--serve", "--list"}, "--serve"},
                    BadCase{{"bench", "--filter"}, "--filter"}));

TEST(Arguments, HelpAndVersionEndWithZero) {
    for (const char* flag : {"--help", "--version"}) {
        const auto parsed = parse({flag});
        ASSERT_TRUE(std::holds_alternative<Exit>(parsed));
        EXPECT_EQ(std::get<Exit>(parsed).code, 0);
        EXPECT_FALSE(std::get<Exit>(parsed).words.empty());
    }
}

TEST(Arguments, ABrokenRecipeFileIsNamedWithItsField) {
    const std::string file = testing::TempDir() + "bad_recipe.json";
    std::ofstream(file) << R"({"lr": "fast"})";
    const auto parsed = parse({"--recipe", file.c_str()});
    EXPECT_EQ(std::get<Exit>(parsed).code, 2);
    EXPECT_THAT(std::get<Exit>(parsed).words, testing::HasSubstr("bad_recipe.json: recipe: field "
                                                                 "'lr': expected a number"));
}

}  // namespace
}  // namespace app::cli
