#include "engine/data/dataset.h"

#include "engine/base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::data {
namespace {

Split five_images() {
    std::vector<float> values(5 * 2 * 2);
    for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
    const std::vector<int64_t> targets = {10, 11, 12, 13, 14};
    return {.inputs = Tensor::from(values, {5, 1, 2, 2}), .targets = Tensor::from(targets, {5})};
}

TEST(Gather, TakesRowsInOrderAndTwiceIfAsked) {
    const Split split = five_images();
    const std::vector<int64_t> indices = {3, 0, 3};
    const Split batch = gather(split, indices);
    EXPECT_EQ(batch.inputs.sizes(), Shape({3, 1, 2, 2}));
    EXPECT_THAT(batch.inputs.to_vector<float>(),
                testing::ElementsAre(12, 13, 14, 15, 0, 1, 2, 3, 12, 13, 14, 15));
    EXPECT_THAT(batch.targets.to_vector<int64_t>(), testing::ElementsAre(13, 10, 13));
    EXPECT_EQ(batch.size(), 3);
}

TEST(Gather, MakesNewTensors) {
    const Split split = five_images();
    const Split batch = gather(split, std::vector<int64_t>{1});
    batch.inputs.zero_();
    EXPECT_EQ(split.inputs.to_vector<float>()[4], 4);
}

TEST(Gather, OfNoRowsIsEmptyWithTheSameShape) {
    const Split batch = gather(five_images(), {});
    EXPECT_EQ(batch.inputs.sizes(), Shape({0, 1, 2, 2}));
    EXPECT_EQ(batch.size(), 0);
}

TEST(Gather, RefusesARowThatIsNotThere) {
    for (const int64_t index : {int64_t{-1}, int64_t{5}}) {
        EXPECT_THROW(gather(five_images(), std::vector<int64_t>{index}), Error) << index;
    }
}

TEST(Grouped, SetsACommaEveryThreeDigits) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1,000");
    EXPECT_EQ(grouped(60000), "60,000");
    EXPECT_EQ(grouped(123456789), "123,456,789");
    EXPECT_EQ(grouped(-100), "-100");
    EXPECT_EQ(grouped(-1000), "-1,000");
}

}  // namespace
}  // namespace engine::data
