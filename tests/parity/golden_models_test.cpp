// The models that we ship against tests/golden/models.json, which make_models.py wrote with real
// PyTorch: what compare_models.py checks live, for machines without PyTorch.

#include "tests/parity/model_cases.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <string>

namespace engine::parity {
namespace {

using Json = nlohmann::json;

// Relative to 1 + |expected|; float sums in another order are this far apart (measured: PyTorch's
// own layers against double).
constexpr double kLayer = 1e-5;

Json golden() {
    std::ifstream file(MODESCOPE_SOURCE_DIR "/tests/golden/models.json");
    return Json::parse(file);
}

const Json& ours() {
    static const Json cases = Json::parse(model_cases());
    return cases;
}

void expect_close(const std::string& where, double got, double expected, double scale = 0) {
    EXPECT_LE(std::abs(got - expected), kLayer * (1 + std::max(std::abs(expected), scale)))
        << where << ": " << got << " instead of " << expected;
}

void expect_summary(const std::string& where, const Json& got, const Json& expected) {
    ASSERT_EQ(got["shape"], expected["shape"]) << where;
    for (std::size_t i = 0; i < expected["first"].size(); ++i) {
        expect_close(where, got["first"][i], expected["first"][i]);
    }
    expect_close(where + " abs", got["abs"], expected["abs"]);
    expect_close(where + " projection", got["projection"], expected["projection"], expected["abs"]);
}

void expect_tensors(const std::string& where, const Json& got, const Json& expected) {
    ASSERT_EQ(got.size(), expected.size()) << where;
    for (const auto& [name, tensor] : expected.items()) {
        ASSERT_TRUE(got.contains(name)) << where << name;
        expect_summary(where + name, got[name], tensor);
    }
}

class GoldenModel : public testing::TestWithParam<int> {};

TEST_P(GoldenModel, IsMadeAsPyTorchMakesIt) {
    const Json expected = golden()[static_cast<std::size_t>(GetParam())];
    const Json& got = ours()[static_cast<std::size_t>(GetParam())];
    EXPECT_EQ(got["name"], expected["name"]);
    EXPECT_EQ(got["repr"], expected["repr"]);
    EXPECT_EQ(got["initial"], expected["initial"]);
}

TEST_P(GoldenModel, PassesForwardAndBackwardInEveryMixOfModes) {
    const Json expected = golden()[static_cast<std::size_t>(GetParam())]["passes"];
    const Json& got = ours()[static_cast<std::size_t>(GetParam())]["passes"];
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const std::string mix = expected[i]["mix"];
        EXPECT_EQ(got[i]["mix"], mix);
        expect_summary(mix + ": output", got[i]["output"], expected[i]["output"]);
        expect_close(mix + ": loss", got[i]["loss"], expected[i]["loss"]);
        expect_tensors(mix + ": gradient of ", got[i]["gradients"], expected[i]["gradients"]);
        expect_tensors(mix + ": buffer ", got[i]["buffers"], expected[i]["buffers"]);
        EXPECT_EQ(got[i]["next random number"], expected[i]["next random number"]) << mix;
    }
}

TEST_P(GoldenModel, TrainsFiftyStepsWithPyTorchsLosses) {
    const Json expected = golden()[static_cast<std::size_t>(GetParam())];
    const Json& got = ours()[static_cast<std::size_t>(GetParam())]["training"];
    const double tolerance = expected["name"] == "nested_mlp" ? 1e-5 : 1e-4;
    ASSERT_EQ(got.size(), expected["training"].size());
    for (std::size_t run = 0; run < got.size(); ++run) {
        const Json& losses = expected["training"][run]["losses"];
        ASSERT_EQ(got[run]["losses"].size(), losses.size());
        for (std::size_t step = 0; step < losses.size(); ++step) {
            const double loss = losses[step];
            EXPECT_NEAR(got[run]["losses"][step].get<double>(), loss, tolerance * loss)
                << expected["training"][run]["optimizer"] << " step " << step;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Shipped, GoldenModel, testing::Range(0, 3));

}  // namespace
}  // namespace engine::parity
