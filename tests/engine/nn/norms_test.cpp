// What the normalisations beside BatchNorm1d and 2d tell and refuse; their numbers are in
// modules_test.cpp.

#include "engine/nn/batch_norm.h"
#include "engine/nn/group_norm.h"
#include "engine/nn/instance_norm.h"
#include "engine/nn/layer_norm.h"
#include "engine/nn/rrelu.h"
#include "tests/engine/nn/effects.h"
#include "tests/engine/nn/error_of.h"

#include <gtest/gtest.h>

namespace engine::nn {
namespace {

using Kind = ModeEffect::Kind;

class NormsTest : public testing::Test {
protected:
    Tensor run(const ModulePtr& module, const Tensor& x) { return call(*module, context_, x); }
    std::string error(const ModulePtr& module, const Shape& sizes) {
        return test::error_of([&] { run(module, Tensor::ones(sizes)); });
    }

    Generator generator_{0};
    test::Effects effects_;
    CallContext context_{.generator = generator_, .tracer = &effects_};
};

TEST_F(NormsTest, InstanceNormReadsTrainingOnlyWithRunningStatistics) {
    const ModulePtr plain = InstanceNorm1d({.num_features = 3});
    EXPECT_FALSE(plain->behaviour().reads_training(*plain));
    const ModulePtr tracking = InstanceNorm1d({.num_features = 3, .track_running_stats = true});
    EXPECT_TRUE(tracking->behaviour().reads_training(*tracking));
    EXPECT_EQ(plain->repr(),
              "InstanceNorm1d(3, eps=1e-05, momentum=0.1, affine=False, "
              "track_running_stats=False)");
}

TEST_F(NormsTest, InstanceNormTellsWhatItUsedAndWrote) {
    const ModulePtr norm = InstanceNorm1d({.num_features = 2, .track_running_stats = true});
    const Tensor x = Tensor::from({0, 2, 4, 8, 10, 10, 1, 3}, {2, 2, 2});
    run(norm, x);
    const ModeEffect& train = effects_.all.at(0);
    EXPECT_EQ(train.kind, Kind::InstanceStatistics);
    EXPECT_EQ(train.mean.to_vector(), (std::vector<double>{1, 6, 10, 2}));
    EXPECT_EQ(train.variance.to_vector(), (std::vector<double>{1, 4, 0, 1}));
    EXPECT_EQ(train.count, 2);
    EXPECT_TRUE(train.wrote);
    EXPECT_EQ(train.momentum, 0.1);
    EXPECT_FLOAT_EQ(static_cast<float>(norm->buffer("running_mean").to_vector()[0]), 0.55F);
    EXPECT_EQ(norm->buffer("num_batches_tracked").item<int64_t>(), 0);
    norm->eval();
    run(norm, x);
    EXPECT_EQ(effects_.all.at(1).kind, Kind::RunningStatistics);
    EXPECT_FALSE(effects_.all.at(1).wrote);
    EXPECT_EQ(effects_.all.at(1).mean.to_vector(), norm->buffer("running_mean").to_vector());
}

TEST_F(NormsTest, LayerNormAndGroupNormDoNotReadTraining) {
    for (const ModulePtr& norm :
         {LayerNorm({.normalized_shape = 4}), GroupNorm({.num_groups = 2, .num_channels = 4})}) {
        EXPECT_EQ(norm->behaviour().reads_training, nullptr);
        run(norm, Tensor::ones({2, 4}));
    }
    EXPECT_TRUE(effects_.all.empty());
}

TEST_F(NormsTest, RReLUTellsItsSlopesAndSkipsThemInAnAlignedPreview) {
    const ModulePtr act = RReLU();
    const Tensor x = Tensor::from({-1, 0, 1, -2}, {4});
    run(act, x);
    EXPECT_EQ(effects_.all.at(0).kind, Kind::RandomSlopes);
    EXPECT_EQ(effects_.all.at(0).sloped, 3);
    EXPECT_EQ(effects_.all.at(0).words, 6);
    const Generator after_train = generator_;
    generator_.manual_seed(0);
    context_.align_draws = true;
    act->eval();
    run(act, x);
    EXPECT_EQ(effects_.all.at(1).kind, Kind::MeanSlope);
    EXPECT_EQ(effects_.all.at(1).slope_low, 11.0 / 48);
    EXPECT_EQ(effects_.all.at(1).skipped, 6);
    EXPECT_TRUE(generator_ == after_train);
}

TEST_F(NormsTest, RefuseInPyTorchsWords) {
    EXPECT_EQ(error(BatchNorm3d({.num_features = 3}), {2, 3}),
              "ValueError: expected 5D input (got 2D input)");
    EXPECT_EQ(error(BatchNorm3d({.num_features = 3}), {1, 3, 1, 1, 1}),
              "ValueError: Expected more than 1 value per channel when training, got input size "
              "torch.Size([1, 3, 1, 1, 1])");
    const ModulePtr instance = InstanceNorm1d({.num_features = 3});
    EXPECT_EQ(error(instance, {2, 3, 4, 4}), "ValueError: expected 2D or 3D input (got 4D input)");
    EXPECT_EQ(error(instance, {3, 1}),
              "ValueError: Expected more than 1 spatial element when training, got input size "
              "torch.Size([1, 3, 1])");
    EXPECT_EQ(error(instance, {2, 4, 4}), "");  // without weights nobody counts channels
    EXPECT_EQ(error(InstanceNorm1d({.num_features = 3, .affine = true}), {2, 4, 4}),
              "RuntimeError: weight should contain 8 elements not 6");
    EXPECT_EQ(error(InstanceNorm1d({.num_features = 3, .track_running_stats = true}), {2, 4, 4}),
              "RuntimeError: running_mean should contain 8 elements not 6");
    instance->set_attribute("momentum", Value());
    EXPECT_EQ(error(instance, {2, 3, 4}),
              "TypeError: instance_norm(): argument 'momentum' (position 7) must be float, not "
              "NoneType");
    EXPECT_EQ(error(LayerNorm({.normalized_shape = 4}), {2, 4, 3}),
              "RuntimeError: Given normalized_shape=[4], expected input with shape [*, 4], but got "
              "input of size[2, 4, 3]");
    EXPECT_EQ(test::error_of([] { GroupNorm({.num_groups = 2, .num_channels = 3}); }),
              "ValueError: num_channels must be divisible by num_groups");
    EXPECT_EQ(
        error(GroupNorm({.num_groups = 1, .num_channels = 4}), {2, 6, 3}),
        "RuntimeError: Expected weight to be a vector of size equal to the number of channels "
        "in input, but got weight of shape [4] and input of shape [2, 6, 3]");
    EXPECT_EQ(error(GroupNorm({.num_groups = 3, .num_channels = 3}), {1, 3}),
              "ValueError: Expected more than 1 value per channel when training, got input size "
              "[1, 3]");
    EXPECT_EQ(error(RReLU({.lower = 0.5, .upper = 0.1}), {2}),
              "RuntimeError: Lower bound should be less than or equal to the upper bound");
}

}  // namespace
}  // namespace engine::nn
