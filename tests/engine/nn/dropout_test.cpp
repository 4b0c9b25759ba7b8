#include "engine/nn/dropout.h"

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

TEST_F(DropoutTest, RefusesAtConstruction) {
    EXPECT_EQ(test::error_of([] { Dropout({.p = -0.1}); }),
              "ValueError: dropout probability has to be between 0 and 1, but got -0.1");
    EXPECT_EQ(test::error_of([&] { run(Dropout(), Tensor::ones({3}).to(DType::Int64)); }),
              "RuntimeError: result type Float can't be cast to the desired output type Long");
}

}  // namespace
}  // namespace engine::nn
