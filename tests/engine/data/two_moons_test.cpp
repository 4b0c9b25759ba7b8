#include "engine/data/two_moons.h"

#include "engine/base/error.h"
#include "tests/engine/data/golden_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace engine::data {
namespace {

// Within a rounding: the arcs go through the cosine of the C library.
void expect_near(const Tensor& points, const nlohmann::json& first) {
    const auto values = points.span<float>();
    for (size_t i = 0; i < first.size(); ++i)
        EXPECT_NEAR(values[i], first[i].get<double>(), 1e-6) << "at " << i;
}

TEST(TwoMoons, ArePyTorchsPointsBitForBit) {
    for (const auto& row : test::golden("two_moons")) {
        SCOPED_TRACE(row.dump().substr(0, 60));
        Generator generator(row.at("seed").get<uint64_t>());
        const DatasetPtr moons = two_moons(generator, {.train = row.at("train"),
                                                       .validation = row.at("validation"),
                                                       .noise = row.at("noise")});
        expect_near(moons->train.inputs, row.at("train_first"));
        expect_near(moons->validation.inputs, row.at("validation_first"));
        EXPECT_EQ(test::crc(moons->train.inputs.span<float>()), row.at("train_x"));
        EXPECT_EQ(test::crc(moons->train.targets.span<int64_t>()), row.at("train_y"));
        EXPECT_EQ(test::crc(moons->validation.inputs.span<float>()), row.at("validation_x"));
        EXPECT_EQ(test::crc(moons->validation.targets.span<int64_t>()), row.at("validation_y"));
        EXPECT_EQ(test::crc<uint8_t>(generator.state()), row.at("state"));
    }
}

TEST(TwoMoons, SayWhatTheyAre) {
    Generator generator(7);
    const DatasetPtr moons = two_moons(generator);
    EXPECT_EQ(moons->id, "two_moons");
    EXPECT_EQ(moons->title, "Two moons");
    EXPECT_EQ(moons->extent, "1,000 points drawn for training, 1,000 for validation");
    EXPECT_THAT(moons->class_names, testing::ElementsAre("upper", "lower"));
    EXPECT_EQ(moons->train.inputs.sizes(), Shape({1000, 2}));
    EXPECT_EQ(moons->train.targets.dtype(), DType::Int64);
    EXPECT_EQ(moons->train.size(), 1000);
    EXPECT_FALSE(moons->is_image());
}

TEST(TwoMoons, RefuseWhatCannotBeDrawn) {
    Generator generator(7);
    EXPECT_THROW(two_moons(generator, {.train = -1}), Error);
    EXPECT_THROW(two_moons(generator, {.noise = -0.1}), Error);
    EXPECT_THROW(two_moons(generator, {.noise = std::numeric_limits<double>::quiet_NaN()}), Error);
    EXPECT_EQ(generator.words_drawn(), 0u);
}

TEST(TwoMoons, TheirSourceNamesTheirOptions) {
    const std::string source = two_moons_source({.train = 500, .validation = 64, .noise = 0.35});
    EXPECT_THAT(source, testing::HasSubstr("train_x, train_y = two_moons(500, 0.35)\n"));
    EXPECT_THAT(source, testing::HasSubstr("validation_x, validation_y = two_moons(64, 0.35)\n"));
}

}  // namespace
}  // namespace engine::data
