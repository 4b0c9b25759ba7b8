#include "engine/nn/dropout.h"
#include "engine/nn/functional.h"

#include "tests/engine/nn/effects.h"
#include "tests/engine/nn/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace engine::nn {
namespace {

using Kind = ModeEffect::Kind;
using testing::ElementsAre;

class DropoutTest : public testing::Test {
protected:
    Tensor run(const ModulePtr& drop, const Tensor& x) { return call(*drop, context_, x); }
    uint32_t next() { return Generator(generator_).random(); }

    Generator generator_{0};
    test::Effects effects_;
    CallContext context_{.generator = generator_, .tracer = &effects_};
};

// PyTorch 1.13.1 without MKL: torch.manual_seed(0); nn.Dropout(0.5)(torch.ones(8))
TEST_F(DropoutTest, DropsWhatPyTorchDrops) {
    const Tensor y = run(Dropout(), Tensor::ones({8}));
    EXPECT_THAT(y.to_vector(), ElementsAre(0, 0, 2, 0, 0, 0, 2, 2));
    ASSERT_EQ(effects_.all.size(), 1u);
    const ModeEffect& effect = effects_.all[0];
    EXPECT_EQ(effect.kind, Kind::Dropped);
    EXPECT_EQ(effect.dropped, 5);
    EXPECT_EQ(effect.total, 8);
    EXPECT_EQ(effect.already_zero, 0);
    EXPECT_EQ(effect.words, 16);
    EXPECT_EQ(effect.factor, 2);
    EXPECT_EQ(effect.noise.to_vector(), y.to_vector());
}

TEST_F(DropoutTest, RoundsTheKeptValueAsPyTorchDoes) {
    const auto y = run(Dropout({.p = 0.3}), Tensor::ones({64})).to_vector();
    for (const double value : y) EXPECT_TRUE(value == 0 || value == double{1.42857146f}) << value;
}

TEST_F(DropoutTest, CountsWhatWasZeroBefore) {
    run(Dropout(), Tensor::zeros({8}));
    EXPECT_EQ(effects_.all[0].dropped, 5);
    EXPECT_EQ(effects_.all[0].already_zero, 5);
}

TEST_F(DropoutTest, ReturnsTheSameTensorAndDrawsNothingWhereNothingIsDropped) {
    const uint32_t before = next();
    const Tensor x = Tensor::ones({8});
    const ModulePtr eval = Dropout();
    eval->eval();
    for (const ModulePtr& drop : {eval, Dropout({.p = 0})}) {
        EXPECT_TRUE(run(drop, x).is(x));
        EXPECT_EQ(effects_.all.back().kind, Kind::Passed);
        EXPECT_EQ(effects_.all.back().words, 0);
    }
    const Tensor empty = Tensor::empty({0, 3});
    EXPECT_TRUE(run(Dropout(), empty).is(empty));
    EXPECT_EQ(next(), before);
}

TEST_F(DropoutTest, DropsEverythingWithoutADrawWhenPIsOne) {
    const uint32_t before = next();
    const double infinity = std::numeric_limits<double>::infinity();
    const auto y = run(Dropout({.p = 1}), Tensor::from({1, -1, infinity}, {3})).to_vector();
    EXPECT_EQ(y[0], 0);
    EXPECT_TRUE(y[1] == 0 && std::signbit(y[1]));
    EXPECT_TRUE(std::isnan(y[2]));
    EXPECT_EQ(next(), before);
    EXPECT_EQ(effects_.all[0].dropped, 3);
}

TEST_F(DropoutTest, WritesInPlaceWhenAsked) {
    const Tensor x = Tensor::ones({8});
    EXPECT_TRUE(run(Dropout({.inplace = true}), x).is(x));
    EXPECT_THAT(x.to_vector(), ElementsAre(0, 0, 2, 0, 0, 0, 2, 2));
}

// The next one's mask stands still when this one goes to eval.
TEST_F(DropoutTest, SkipsTheNumbersOfTrainInAnAlignedPreview) {
    const ModulePtr first = Dropout();
    const ModulePtr second = Dropout();
    const auto mask_of_second = [&](bool training, bool align) {
        Generator generator(3);
        CallContext context{.generator = generator, .align_draws = align};
        first->train(training);
        call(*first, context, Tensor::ones({40}));
        return call(*second, context, Tensor::ones({40})).to_vector();
    };
    EXPECT_EQ(mask_of_second(true, true), mask_of_second(false, true));
    EXPECT_NE(mask_of_second(true, false), mask_of_second(false, false));
    first->set_attribute("p", 0);  // draws nothing in train either
    EXPECT_EQ(mask_of_second(false, true), mask_of_second(false, false));
}

TEST_F(DropoutTest, ReadsTrainingOnlyWithSomethingToDrop) {
    const ModulePtr drop = Dropout();
    EXPECT_TRUE(drop->behaviour().reads_training(*drop));
    drop->set_attribute("p", 0);
    EXPECT_FALSE(drop->behaviour().reads_training(*drop));
}

TEST_F(DropoutTest, PrintsWhatItWasGiven) {
    EXPECT_EQ(Dropout()->repr(), "Dropout(p=0.5, inplace=False)");
    const ModulePtr drop = Dropout({.inplace = true});
    drop->set_attribute("p", 1);
    EXPECT_EQ(drop->repr(), "Dropout(p=1, inplace=True)");
}

struct ErrorCase {
    Value p;
    const char* error;  // PyTorch 1.13.1's words
};

class DropoutError : public testing::TestWithParam<ErrorCase> {};

TEST_P(DropoutError, SaysWhatPyTorchSaysAndKeepsTheOldValue) {
    const ModulePtr drop = Dropout();
    EXPECT_EQ(test::error_of([&] { drop->set_attribute("p", GetParam().p); }), GetParam().error);
    EXPECT_EQ(drop->number("p"), 0.5);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DropoutError,
    testing::Values(
        ErrorCase{-0.1, "ValueError: dropout probability has to be between 0 and 1, but got -0.1"},
        ErrorCase{2, "ValueError: dropout probability has to be between 0 and 1, but got 2"},
        ErrorCase{std::nan(""),
                  "RuntimeError: dropout probability has to be between 0 and 1, but got nan"},
        ErrorCase{"a", "TypeError: '<' not supported between instances of 'str' and 'float'"},
        ErrorCase{Value(),
                  "TypeError: '<' not supported between instances of 'NoneType' and 'float'"}));

TEST_F(DropoutTest, DropsWholeChannelsAndCountsTheirElements) {
    Tensor x = Tensor::ones({2, 4, 2, 3});
    const Tensor y = run(Dropout2d(), x);
    const ModeEffect& effect = effects_.all.at(0);
    EXPECT_EQ(effect.kind, Kind::Dropped);
    EXPECT_EQ(effect.noise.sizes(), (Shape{2, 4, 1, 1}));
    EXPECT_THAT(effect.noise.to_vector(), ElementsAre(0, 0, 2, 0, 0, 0, 2, 2));  // as of ones(8)
    EXPECT_EQ(effect.words, 16);
    EXPECT_EQ(effect.dropped, 5 * 6);
    EXPECT_EQ(effect.total, 8 * 6);
}

// One sample's noise has its rank, so that the screen can lay it over the sample.
TEST_F(DropoutTest, TakesOneSampleWithoutABatch) {
    run(Dropout1d(), Tensor::ones({4, 3}));
    EXPECT_EQ(effects_.all.back().noise.sizes(), (Shape{4, 1}));
    run(Dropout3d(), Tensor::ones({4, 2, 2, 2}));
    EXPECT_EQ(effects_.all.back().noise.sizes(), (Shape{4, 1, 1, 1}));
    EXPECT_EQ(effects_.all.back().words, 8);
}

TEST_F(DropoutTest, SaysWhatAlphaDropoutMakesOfAnElement) {
    const auto y = run(AlphaDropout(), Tensor::ones({8})).to_vector();
    const ModeEffect& effect = effects_.all.at(0);
    for (std::size_t i = 0; i < y.size(); ++i) {
        const bool kept = effect.noise.to_vector()[i] != 0;
        EXPECT_NEAR(y[i], kept ? effect.factor + effect.shift : effect.dropped_value, 1e-6) << i;
    }
    EXPECT_NEAR(effect.factor, .8864048946659319, 1e-12);
    EXPECT_NEAR(effect.dropped_value, -.7791939, 1e-7);
    const DropScale scale = drop_scale(*AlphaDropout());
    EXPECT_EQ(scale.factor, effect.factor);
    EXPECT_EQ(drop_scale(*Dropout2d()).factor, 2);
}

TEST_F(DropoutTest, SkipsAWordPairAChannelInAnAlignedPreview) {
    context_.align_draws = true;
    const ModulePtr drop = Dropout2d();
    drop->eval();
    run(drop, Tensor::ones({2, 4, 2, 3}));
    EXPECT_EQ(effects_.all.back().skipped, 16);
    Generator expected(0);
    expected.discard(16);
    EXPECT_TRUE(generator_ == expected);
}

TEST_F(DropoutTest, HasFunctionsThatNoModeReaches) {
    const Tensor x = Tensor::ones({8});
    const Tensor y = functional::dropout(context_, x);
    EXPECT_THAT(y.to_vector(), ElementsAre(0, 0, 2, 0, 0, 0, 2, 2));
    EXPECT_EQ(effects_.all.at(0).dropped, 5);
    EXPECT_TRUE(functional::dropout(context_, x, 0.5, false).is(x));
    EXPECT_TRUE(functional::alpha_dropout(context_, x).is(x));  // training=False is its default
    EXPECT_EQ(functional::rrelu(context_, Tensor::full({2}, -1)).to_vector(),
              Tensor::full({2}, -11.0 / 48).to_vector());
    EXPECT_EQ(effects_.all.size(), 4u);
}

TEST_F(DropoutTest, RefusesShapesInPyTorchsWords) {
    const std::string feature =
        "RuntimeError: Feature dropout requires at least 2 dimensions in the input";
    EXPECT_EQ(test::error_of([&] { run(Dropout2d(), Tensor::ones({3})); }), feature);
    EXPECT_EQ(test::error_of([&] { run(FeatureAlphaDropout(), Tensor::ones({3})); }), feature);
    EXPECT_EQ(run(Dropout3d(), Tensor::ones({3})).sizes(), Shape{3});  // one sample of 3 channels
    EXPECT_EQ(
        test::error_of([&] {
            run(Dropout1d(), Tensor::ones({1, 2, 3, 4}));
        }),
        "RuntimeError: dropout1d: Expected 2D or 3D input, but received a 4D input. Note that "
        "dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, "
        "a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).");
}

TEST_F(DropoutTest, RefusesAtConstruction) {
    EXPECT_EQ(test::error_of([] { Dropout({.p = -0.1}); }),
              "ValueError: dropout probability has to be between 0 and 1, but got -0.1");
    EXPECT_EQ(test::error_of([&] { run(Dropout(), Tensor::ones({3}).to(DType::Int64)); }),
              "RuntimeError: result type Float can't be cast to the desired output type Long");
}

}  // namespace
}  // namespace engine::nn
