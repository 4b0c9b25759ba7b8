#include "engine/nn/recurrent.h"

#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/session/tracer.h"

#include "tests/engine/nn/effects.h"

#include <gtest/gtest.h>

namespace engine::nn {
namespace {

using Kind = ModeEffect::Kind;

class RecurrentTest : public testing::Test {
protected:
    Value run(const ModulePtr& module, const Tensor& x) {
        const Value input(x);
        return call(*module, context_, std::span(&input, 1));
    }
    uint32_t next() { return Generator(generator_).random(); }

    Generator generator_{0};
    test::Effects effects_;
    CallContext context_{.generator = generator_, .tracer = &effects_};
    ModulePtr lstm_ = LSTM(
        {.input_size = 2, .hidden_size = 3, .num_layers = 3, .dropout = 0.5, .bidirectional = true},
        generator_);
};

TEST_F(RecurrentTest, TellsOfEveryGapBetweenLayers) {
    run(lstm_, Tensor::ones({4, 5, 2}));
    ASSERT_EQ(effects_.all.size(), 2u);
    for (const ModeEffect& effect : effects_.all) {
        EXPECT_EQ(effect.kind, Kind::Dropped);
        EXPECT_EQ(effect.noise.sizes(), (Shape{4, 5, 6}));
        EXPECT_EQ(effect.total, 120);
        EXPECT_EQ(effect.words, 240);
        EXPECT_EQ(effect.factor, 2);
    }
    lstm_->eval();
    run(lstm_, Tensor::ones({4, 5, 2}));
    ASSERT_EQ(effects_.all.size(), 4u);
    EXPECT_EQ(effects_.all[2].kind, Kind::Passed);
}

TEST_F(RecurrentTest, CountsAllGapsInOneEventOfATrace) {
    session::TraceRecorder recorder(*lstm_, generator_);
    context_.tracer = &recorder;
    run(lstm_, Tensor::ones({4, 5, 2}));
    const session::Trace trace = recorder.take();
    ASSERT_EQ(trace.events.size(), 1u);
    ASSERT_TRUE(trace.events[0].effect);
    EXPECT_EQ(trace.events[0].effect->total, 240);
    EXPECT_EQ(trace.events[0].effect->words, 480);
    EXPECT_TRUE(trace.events[0].reads_training);
}

TEST_F(RecurrentTest, PassesOverItsNumbersInEvalWhereDrawsAreAligned) {
    Generator train = generator_;
    CallContext of_train{.generator = train};
    const Value x(Tensor::ones({4, 5, 2}));
    call(*lstm_, of_train, std::span(&x, 1));
    lstm_->eval();
    context_.align_draws = true;
    run(lstm_, Tensor::ones({4, 5, 2}));
    EXPECT_EQ(generator_, train);
}

TEST_F(RecurrentTest, ReadsItsModeOnlyWhereItDrops) {
    const auto reads = [](const ModulePtr& module) {
        return module->behaviour().reads_training(*module);
    };
    EXPECT_TRUE(reads(lstm_));
    lstm_->set_attribute("dropout", 0.0);
    EXPECT_FALSE(reads(lstm_));
    EXPECT_FALSE(reads(GRU({.input_size = 1, .hidden_size = 1, .dropout = 0.5}, generator_)));
}

// What a fused step saves is a copy: who writes into the result does not disturb it.
TEST_F(RecurrentTest, BackwardIsTheSameAfterItsResultWasWrittenOver) {
    const ModulePtr gru = GRU({.input_size = 2, .hidden_size = 3}, generator_);
    const Tensor weight = gru->parameter("weight_hh_l0");
    const auto gradient = [&](bool write) {
        weight.set_grad({});
        const Tensor y = run(gru, Tensor::ones({4, 5, 2})).sequence()->items[0].tensor();
        if (write) add_(y, 1);
        backward(sum(y));
        return weight.grad().to_vector();
    };
    EXPECT_EQ(gradient(false), gradient(true));
}

}  // namespace
}  // namespace engine::nn
