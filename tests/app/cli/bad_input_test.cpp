#include "tests/app/cli/program.h"
#include "tests/engine/data/idx_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

// The program itself, run on what it must refuse: one clear message, exit code 2, no crash.

namespace app {
namespace {

using engine::data::test::counting;
using engine::data::test::Folder;
using engine::data::test::gzipped;
using engine::data::test::idx_header;
using test::Ended;
using test::run;

void expect_refused(const Ended& ended, const std::string& words) {
    EXPECT_EQ(ended.code, 2) << ended.err;
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, testing::HasSubstr(words));
    EXPECT_LE(std::count(ended.err.begin(), ended.err.end(), '\n'), 2) << ended.err;
    for (const char* internal : {"std::", "bad_alloc", "exception", "terminate", "Sanitizer"}) {
        EXPECT_THAT(ended.err, testing::Not(testing::HasSubstr(internal)));
    }
}

// --- Arguments

struct ArgumentCase {
    const char* name;
    std::vector<std::string> arguments;
    const char* words;
};
class BadArgument : public testing::TestWithParam<ArgumentCase> {};

TEST_P(BadArgument, IsRefused) {
    expect_refused(run(GetParam().arguments), GetParam().words);
}

const ArgumentCase kArguments[] = {
    {"UnknownOption", {"--frobnicate"}, "--frobnicate"},
    {"UnknownWord", {"train"}, "train"},
    {"FileMissing", {"/no/such/net.py"}, "/no/such/net.py: there is no such file"},
    {"FileIsAFolder", {"/tmp"}, "/tmp: this is a folder"},
    {"FileAndRecipe",
     {"--recipe", "two_moons", MODESCOPE_SOURCE_DIR "/assets/models/demo_net.py"},
     "--recipe and a FILE"},
    {"ConstructWithoutFile", {"--construct", "Net()"}, "--construct needs a FILE"},
    {"RecipeWithoutName", {"--recipe"}, "--recipe"},
    {"RecipeTwice", {"--recipe", "residual", "--recipe", "two_moons"}, "--recipe"},
    {"RecipeUnknown",
     {"--recipe", "moons", "--text"},
     "unknown recipe 'moons': expected one of two_moons, fashion_mnist, residual"},
    {"RecipeEmpty", {"--recipe", "", "--text"}, "unknown recipe ''"},
    {"RecipeFileMissing", {"--recipe", "no/such.json"}, "no/such.json: No such file or directory"},
    {"RecipeFileIsAFolder", {"--recipe", "/tmp/"}, "/tmp/: this is a folder"},
    {"RecipeFileWithoutEnd", {"--recipe", "/dev/zero"}, "/dev/zero: too large for a recipe"},
    {"DataWithoutFolder", {"--data"}, "--data"},
    {"DataMissing", {"--data", "/no/such"}, "--data /no/such: there is no such folder"},
    {"DataEmpty", {"--data", ""}, "--data : there is no such folder"},
    {"DataIsAFile", {"--data", "/dev/null"}, "--data /dev/null: there is no such folder"},
    {"DataForPoints", {"--recipe", "two_moons", "--data", "/tmp"}, "reads no files"},
    {"StepsWithoutNumber", {"--steps"}, "--steps"},
    {"StepsNegative", {"--steps", "-1"}, "--steps"},
    {"StepsNoNumber", {"--steps", "many"}, "--steps"},
    {"StepsFraction", {"--steps", "1.5"}, "--steps"},
    {"StepsTooLarge", {"--steps", "99999999999999999999"}, "--steps"},
    {"DoWithoutLine", {"--do"}, "--do"},
    {"DoOnNothing",
     {"--text", "--steps", "0", "--do", "model.backbone.evil()"},
     "--do model.backbone.evil(): AttributeError: 'Sequential' object has no attribute 'evil'"},
    {"DoUnclosed",
     {"--text", "--steps", "0", "--do", "model.eval("},
     "SyntaxError: '(' was never closed"},
    {"DoBytes", {"--text", "--steps", "0", "--do", "\xff\xfe\x01"}, "SyntaxError"},
    {"DoSecondLine",
     {"--text", "--steps", "0", "--do", "model.eval()", "--do", "nothing"},
     "--do nothing: NameError: name 'nothing' is not defined"},
    {"DoBeforeAWindow", {"--steps", "0", "--do", "nothing"}, "--do nothing: NameError"},
    {"SelectWithoutName", {"--select"}, "--select"},
    {"SelectUnknown",
     {"--text", "--steps", "0", "--select", "spine"},
     "--select spine: there is no such module"},
    {"SelectBeforeAWindow",
     {"--steps", "0", "--select", "spine"},
     "--select spine: there is no such module"},
    {"ThemeWithoutName", {"--theme"}, "--theme"},
    {"ThemeUnknown", {"--theme", "blue"}, "--theme"},
    {"ScaleWithoutNumber", {"--scale"}, "--scale"},
    {"ScaleTooSmall", {"--scale", "0.5"}, "--scale"},
    {"ScaleTooLarge", {"--scale", "9"}, "--scale"},
    {"ScaleNoNumber", {"--scale", "big"}, "--scale"},
    {"ScaleNotANumber", {"--scale", "nan", "--text", "--steps", "0"}, "--scale"},
    {"SizeWithoutNumbers", {"--size"}, "--size"},
    {"SizeEmpty", {"--size", "", "--text", "--steps", "0"}, "--size : expected WIDTHxHEIGHT"},
    {"SizeOneNumber", {"--size", "1280"}, "--size 1280: expected WIDTHxHEIGHT"},
    {"SizeHalf", {"--size", "1280x"}, "--size 1280x"},
    {"SizeTooSmall", {"--size", "10x10"}, "--size 10x10"},
    {"SizeTooLarge", {"--size", "99999999999x800"}, "--size 99999999999x800"},
    {"SizeNegative", {"--size", "-1280x800"}, "--size"},
    {"WorkbenchWithValue", {"--workbench=maybe"}, "--workbench"},
    {"ScreenshotWithoutFile", {"--screenshot"}, "--screenshot"},
    {"ScreenshotNowhere",
     {"--screenshot", "/no/such/a.png", "--steps", "0"},
     "--screenshot /no/such/a.png: there is no such folder"},
    {"ScreenshotIntoAFolder", {"--screenshot", "/tmp", "--steps", "0"}, "--screenshot /tmp: "},
    {"AnchorsWithoutPicture", {"--dump-anchors"}, "--dump-anchors needs --screenshot"},
    {"SessionMissing",
     {"--session", "no/such.modescope"},
     "--session no/such.modescope: No such file or directory"},
    {"SessionIsAFolder", {"--session", "/tmp"}, "--session /tmp: this is a folder"},
    {"SessionWithoutEnd", {"--session", "/dev/zero"}, "/dev/zero: too large for a session"},
    {"SessionThatIsEmpty", {"--session", "/dev/null"}, "/dev/null: not a session of Modescope"},
    {"SessionAndRecipe", {"--session", "a.modescope", "--recipe", "residual"}, "--recipe"},
    {"SessionAndSteps", {"--session", "a.modescope", "--steps", "3"}, "--steps"},
    {"SessionAsAFileAndSteps",
     {"a.modescope", "--steps", "3"},
     "a.modescope: a saved session brings its own"},
    {"SaveNowhere", {"--save", "/no/such/a.modescope"}, "--save /no/such/a.modescope: there is no"},
    {"SaveIntoAFolder", {"--save", "/tmp"}, "--save /tmp: this is a folder"},
    {"ExportWithoutFile", {"export", "--steps", "0"}, "--out"},
    {"ExportNowhere", {"export", "--out", "/no/such/a.py"}, "--out /no/such/a.py: there is no"},
    {"BenchOfNothingKnown", {"bench", "--filter", "nothing"}, "--filter nothing"},
    {"BenchOfTwoThings", {"bench", "--frames", "--serve"}, "--frames"},
    {"BenchUnknown", {"bench", "--frames", "--seconds"}, "--seconds"},
};
INSTANTIATE_TEST_SUITE_P(Each, BadArgument, testing::ValuesIn(kArguments),
                         [](const auto& test) { return test.param.name; });

// --- Recipes

struct RecipeCase {
    const char* name;
    std::string json;
    const char* words;
};
class BadRecipe : public testing::TestWithParam<RecipeCase> {};

TEST_P(BadRecipe, IsRefusedWithTheFieldThatIsWrong) {
    const Folder folder;
    const std::string file = folder.write("mine.json", GetParam().json);
    const Ended ended = run({"--recipe", file, "--text"});
    expect_refused(ended, GetParam().words);
}

const RecipeCase kRecipes[] = {
    {"Empty", "", "mine.json: recipe: not JSON at byte 1"},
    {"CutShort", R"({"lr": 0.)", "mine.json: recipe: not JSON at byte"},
    {"NoJson", "lr = 0.1", "recipe: not JSON at byte 1"},
    {"Bytes", "{\"id\": \"\xff\"}", "recipe: not JSON at byte"},
    {"Deep", std::string(200'000, '['), "recipe: it nests too deep"},
    {"DeepAndClosed", "{\"lr\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}",
     "recipe: it nests too deep"},
    {"List", "[1]", "recipe: expected an object, got array"},
    {"UnknownField", R"({"learning_rate": 0.1})", "recipe: unknown field 'learning_rate'"},
    {"TextForNumber", R"({"lr": "fast"})", "field 'lr': expected a number"},
    {"NumberForText", R"({"model": 3})", "field 'model': expected a text, got 3"},
    {"NegativeRate", R"({"lr": -1})", "field 'lr': expected a number of at least 0, got -1"},
    {"MomentumOverOne", R"({"momentum": 1.5})", "field 'momentum'"},
    {"FractionOfABatch", R"({"batch_size": 1.5})", "field 'batch_size': expected an integer"},
    {"NoBatch", R"({"batch_size": 0})", "field 'batch_size'"},
    {"HugeBatch", R"({"batch_size": 1e400})", "recipe: not JSON"},
    {"SeedOfText", R"({"seed": "7"})", "field 'seed'"},
    {"NegativeStart", R"({"start_step": -1})", "field 'start_step'"},
    {"UnknownLoop", R"({"loop": "endless"})", "field 'loop': expected one of keeps_flags"},
    {"UnknownLoss", R"({"loss": "HingeLoss"})", "field 'loss'"},
    {"UnknownOptimizer", R"({"optimizer": "Lion"})", "field 'optimizer'"},
    {"UnknownModel", R"({"model": "gpt"})", "ValueError: unknown model 'gpt'"},
    {"ShapeOfNothing", R"({"sample_shape": [0]})", "field 'sample_shape': expected a list"},
    {"ShapeOfText", R"({"sample_shape": "3"})", "field 'sample_shape': expected a list"},
    {"NoiseWithoutClasses", R"({"dataset": "noise", "sample_shape": [2]})", "ValueError: noise"},
    {"UnknownData", R"({"dataset": "cifar"})", "ValueError: unknown data set 'cifar'"},
    {"ModelOfPicturesOnPoints", R"({"model": "fashion_cnn", "start_step": 1})", "RuntimeError"},
    {"OneSampleForBatchNorm", R"({"batch_size": 1, "start_step": 1})",
     "ValueError: Expected more than 1 value per channel when training"},
    {"NoSuchFiles",
     R"({"dataset": "fashion_mnist", "model": "fashion_cnn", "data_dir": "/no/such"})", "/no/such"},
};
INSTANTIATE_TEST_SUITE_P(Each, BadRecipe, testing::ValuesIn(kRecipes),
                         [](const auto& test) { return test.param.name; });

// --- Files of pictures

/// One good folder, then what a case does to it.
struct DataCase {
    const char* name;
    const char* file;  ///< what is written in its place
    std::string bytes;
    const char* words;
};
constexpr int kPictures = 12;

std::string pictures(uint32_t count = kPictures, uint32_t side = 28) {
    return idx_header({count, side, side}) + counting(std::size_t{count} * side * side);
}
std::string labels(uint32_t count = kPictures, unsigned classes = 10) {
    return idx_header({count}) + counting(count, 0, classes);
}
void write_good(const Folder& folder) {
    for (const std::string part : {"train", "t10k"}) {
        folder.write(part + "-images-idx3-ubyte", pictures());
        folder.write(part + "-labels-idx1-ubyte", labels());
    }
}
Ended run_on(const Folder& folder) {
    return run({"--data", folder.path(), "--steps", "1", "--text"});
}

class BadData : public testing::TestWithParam<DataCase> {};

TEST_P(BadData, IsRefusedWithTheFileThatIsWrong) {
    const Folder folder;
    write_good(folder);
    const DataCase& bad = GetParam();
    if (bad.bytes.empty()) {
        std::filesystem::remove(folder.path() / bad.file);
    } else {
        folder.write(bad.file, bad.bytes);
    }
    const Ended ended = run_on(folder);
    expect_refused(ended, bad.words);
    EXPECT_THAT(ended.err, testing::HasSubstr(bad.file));
}

const char kImages[] = "train-images-idx3-ubyte";
const char kLabels[] = "train-labels-idx1-ubyte";
const DataCase kData[] = {
    {"ImagesMissing", kImages, "", "got neither"},
    {"LabelsMissing", kLabels, "", "got neither"},
    {"ValidationMissing", "t10k-images-idx3-ubyte", "", "got neither"},
    {"ImagesCutShort", kImages, pictures().substr(0, 1000), "but the file ends after"},
    {"HeaderCutShort", kImages, pictures().substr(0, 6), "but the file ends at 6"},
    {"PromisesMore", kImages, idx_header({1 << 20, 28, 28}) + counting(784),
     "but the file ends after 784"},
    {"PromisesLess", kImages, pictures() + "more", "but more follow"},
    {"CompressedCutShort", kImages, gzipped(pictures()).substr(0, 300), "ends too early"},
    {"SizesThatWrap", kImages, idx_header({~0U, ~0U, ~0U}) + "x", "expected at most"},
    {"NoPictures", kImages, idx_header({0, 28, 28}), "expected sizes of at least 1"},
    {"NotIdx", kImages, "label,pixel1\n0,0\n", "not an IDX file"},
    {"LabelsInPlaceOfImages", kImages, labels(), "expected 3 dimensions, got 1"},
    {"FewerLabels", kLabels, labels(kPictures - 1), "11"},
    {"LabelOfNoClass", kLabels, labels(kPictures, 200),
     "expected labels from 0 to 9, got 10 at index 10"},
};
INSTANTIATE_TEST_SUITE_P(Each, BadData, testing::ValuesIn(kData),
                         [](const auto& test) { return test.param.name; });

TEST(GoodData, IsTaken) {
    const Folder folder;
    write_good(folder);
    const Ended ended = run_on(folder);
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    EXPECT_THAT(ended.out, testing::HasSubstr("step 1 of 1"));
}

TEST(BadDataFolder, EmptyIsRefusedWithOrWithoutAWindow) {
    const Folder folder;
    expect_refused(run_on(folder), "got neither");
    expect_refused(run({"--data", folder.path()}), "got neither");
}

TEST(BadDataFolder, PicturesOfAnotherSizeAreRefusedInWords) {
    const Folder folder;
    write_good(folder);
    folder.write(kImages, pictures(kPictures, 9));
    const Ended ended = run_on(folder);
    expect_refused(ended, "9 x 9");
}

}  // namespace
}  // namespace app
