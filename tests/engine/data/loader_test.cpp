#include "engine/data/loader.h"

#include "engine/base/error.h"
#include "tests/engine/data/golden_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace engine::data {
namespace {

using Batches = std::vector<std::vector<int64_t>>;

Batches epoch(const Loader& loader, Generator& generator) {
    Batches batches;
    LoaderState state = loader.begin(generator);
    while (const auto batch = loader.next(state))
        batches.emplace_back(batch->begin(), batch->end());
    return batches;
}

std::vector<int64_t> shuffled(int64_t size, uint64_t seed) {
    Generator generator(seed);
    return epoch({.size = size, .batch_size = size}, generator).at(0);
}

// From DataLoader(range(10), shuffle=True) after torch.manual_seed(seed), PyTorch 1.13.1.
TEST(Loader, ShufflesAsPyTorchDoes) {
    EXPECT_THAT(shuffled(10, 0), testing::ElementsAre(6, 7, 1, 4, 2, 0, 9, 8, 3, 5));
    EXPECT_THAT(shuffled(10, 42), testing::ElementsAre(8, 0, 9, 1, 4, 5, 6, 3, 2, 7));
}

TEST(Loader, TwoEpochsAndTheGeneratorAfterThemAreThoseOfPyTorch) {
    for (const auto& row : test::golden("loader")) {
        SCOPED_TRACE(row.dump().substr(0, 100));
        const Loader loader{.size = row.at("size"),
                            .batch_size = row.at("batch_size"),
                            .shuffle = row.at("shuffle"),
                            .drop_last = row.at("drop_last")};
        Generator generator(row.at("seed").get<uint64_t>());
        for (const auto& expected : row.at("epochs")) {
            const Batches batches = epoch(loader, generator);
            EXPECT_EQ(batches, expected.get<Batches>());
            EXPECT_EQ(loader.batches(), static_cast<int64_t>(batches.size()));
        }
        EXPECT_EQ(test::crc<uint8_t>(generator.state()), row.at("state").get<uint32_t>());
    }
}

TEST(Loader, TakesFourWordsWithShuffleAndTwoWithout) {
    for (const bool shuffle : {true, false}) {
        Generator generator(7);
        const Loader loader{.size = 1000, .batch_size = 32, .shuffle = shuffle};
        LoaderState state = loader.begin(generator);
        while (loader.next(state)) {
        }
        EXPECT_EQ(generator.words_drawn(), shuffle ? 4u : 2u);
    }
}

TEST(Loader, ACopyOfItsStateGoesOnAlone) {
    Generator generator(7);
    const Loader loader{.size = 10, .batch_size = 4};
    LoaderState state = loader.begin(generator);
    loader.next(state);
    LoaderState fork = state;
    const auto of_fork = loader.next(fork);
    EXPECT_EQ(state.position, 4);
    EXPECT_THAT(*loader.next(state), testing::ElementsAreArray(*of_fork));
}

TEST(Loader, TheEndOfAnEpochLeavesNoneOpen) {
    Generator generator(7);
    for (const bool drop_last : {true, false}) {
        const Loader loader{.size = 5, .batch_size = 4, .drop_last = drop_last};
        LoaderState state = loader.begin(generator);
        while (loader.next(state)) {
        }
        EXPECT_EQ(state.order, nullptr);
        EXPECT_EQ(state.position, 0);
        EXPECT_FALSE(loader.next(state));
    }
}

TEST(Loader, AnEmptySetWithoutShuffleHasNoBatches) {
    Generator generator(7);
    const Loader loader{.size = 0, .batch_size = 4, .shuffle = false};
    EXPECT_EQ(loader.batches(), 0);
    EXPECT_THAT(epoch(loader, generator), testing::IsEmpty());
}

TEST(Loader, RefusesInPyTorchsWords) {
    Generator generator(7);
    const auto refusal = [&](const Loader& loader) {
        try {
            loader.begin(generator);
        } catch (const Error& error) {
            return error.line();
        }
        return std::string();
    };
    EXPECT_EQ(refusal({.size = 10, .batch_size = 0}),
              "ValueError: batch_size should be a positive integer value, but got batch_size=0");
    EXPECT_EQ(refusal({.size = 0, .batch_size = 4}),
              "ValueError: num_samples should be a positive integer value, but got num_samples=0");
    EXPECT_EQ(generator.words_drawn(), 0u);
}

}  // namespace
}  // namespace engine::data
