#include "engine/nn/batch_norm.h"

#include "engine/tensor/grad_mode.h"
#include "tests/engine/nn/effects.h"
#include "tests/engine/nn/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace engine::nn {
namespace {

using Kind = ModeEffect::Kind;
using test::error_of;

// One channel of 1, 2, 3, 6: mean 3, biased variance 3.5, unbiased 14/3.
const std::vector<double> kValues{1, 2, 3, 6};
constexpr double kMean = 3;
constexpr double kBiased = 3.5;
constexpr double kUnbiased = 14.0 / 3;

Tensor batch() {
    return Tensor::from({1, 2, 3, 6}, {4, 1});
}

/// Runs one call and gives its effect.
ModeEffect run(const ModulePtr& bn, const Tensor& x, Tensor* y = nullptr) {
    Generator generator(0);
    test::Effects effects;
    CallContext context{.generator = generator, .tracer = &effects};
    const Tensor out = call(*bn, context, x);
    if (y) *y = out;
    return effects.all.at(0);
}

struct TruthCase {
    const char* what;
    bool training;
    bool made_tracking;  // track_running_stats at construction
    bool tracks_now;     // the attribute at the call
    bool uses_batch;
    bool writes;
};

class BatchNormTruth : public testing::TestWithParam<TruthCase> {};

TEST_P(BatchNormTruth, UsesAndWritesWhatPyTorchUsesAndWrites) {
    const TruthCase& row = GetParam();
    const ModulePtr bn = BatchNorm1d({.num_features = 1, .track_running_stats = row.made_tracking});
    bn->set_attribute("track_running_stats", row.tracks_now);
    bn->train(row.training);
    Tensor y;
    const ModeEffect effect = run(bn, batch(), &y);

    EXPECT_EQ(effect.kind, row.uses_batch ? Kind::BatchStatistics : Kind::RunningStatistics);
    EXPECT_EQ(effect.wrote, row.writes);
    EXPECT_EQ(effect.count, 4);
    EXPECT_EQ(effect.momentum, row.writes ? 0.1 : 0);
    const double mean = row.uses_batch ? kMean : 0;
    const double variance = row.uses_batch ? kBiased : 1;
    for (std::size_t i = 0; i < kValues.size(); ++i) {
        EXPECT_NEAR(y.to_vector()[i], (kValues[i] - mean) / std::sqrt(variance + 1e-5), 1e-6);
    }
    EXPECT_NEAR(effect.mean.item(), mean, 1e-6);
    EXPECT_NEAR(effect.variance.item(), variance, 1e-6);
    EXPECT_EQ(effect.running_mean_before.defined(), row.made_tracking);
    if (!row.made_tracking) return;
    EXPECT_EQ(effect.running_mean_before.item(), 0);
    EXPECT_EQ(effect.running_variance_before.item(), 1);
    EXPECT_NEAR(effect.running_mean_after.item(), row.writes ? 0.1 * kMean : 0, 1e-7);
    EXPECT_NEAR(effect.running_variance_after.item(), row.writes ? 0.9 + 0.1 * kUnbiased : 1, 1e-6);
    EXPECT_EQ(bn->buffer("running_mean").item(), effect.running_mean_after.item());
    EXPECT_EQ(bn->buffer("num_batches_tracked").item<int64_t>(), row.writes ? 1 : 0);
}

// Seen in PyTorch 1.13.1.
INSTANTIATE_TEST_SUITE_P(
    Table, BatchNormTruth,
    testing::Values(TruthCase{"train", true, true, true, true, true},
                    TruthCase{"eval", false, true, true, false, false},
                    TruthCase{"train, never tracked", true, false, false, true, false},
                    TruthCase{"eval, never tracked", false, false, false, true, false},
                    TruthCase{"train, tracking put off", true, true, false, true, false},
                    TruthCase{"eval, tracking put off", false, true, false, false, false}));

TEST(BatchNorm, AveragesCumulativelyWithoutMomentum) {
    const ModulePtr bn = BatchNorm1d({.num_features = 1, .momentum = std::nullopt});
    EXPECT_EQ(run(bn, batch()).momentum, 1);
    EXPECT_NEAR(bn->buffer("running_mean").item(), kMean, 1e-6);
    EXPECT_EQ(run(bn, Tensor::zeros({4, 1})).momentum, 0.5);
    EXPECT_NEAR(bn->buffer("running_mean").item(), kMean / 2, 1e-6);
}

TEST(BatchNorm, CountsAnOptionFromTheNextCall) {
    const ModulePtr bn = BatchNorm1d({.num_features = 1});
    bn->set_attribute("momentum", 0);
    const ModeEffect still = run(bn, batch());
    EXPECT_TRUE(still.wrote);
    EXPECT_EQ(bn->buffer("running_mean").item(), 0);
    bn->set_attribute("momentum", 1);
    run(bn, batch());
    EXPECT_NEAR(bn->buffer("running_mean").item(), kMean, 1e-6);
}

TEST(BatchNorm, MovesItsBuffersUnderNoGradToo) {
    const ModulePtr bn = BatchNorm1d({.num_features = 1});
    const NoGrad guard;
    EXPECT_TRUE(run(bn, batch()).wrote);
}

TEST(BatchNorm, KeepsEarlierSnapshotsAsTheyWere) {
    const ModulePtr bn = BatchNorm1d({.num_features = 1});
    const ModeEffect first = run(bn, batch());
    run(bn, batch());
    EXPECT_EQ(first.running_mean_before.item(), 0);
    EXPECT_NEAR(first.running_mean_after.item(), 0.1 * kMean, 1e-7);
}

TEST(BatchNorm, PassesAnEmptyBatchAndCountsIt) {
    const ModulePtr bn = BatchNorm1d({.num_features = 3});
    const ModeEffect effect = run(bn, Tensor::empty({0, 3}));
    EXPECT_FALSE(effect.wrote);
    EXPECT_EQ(bn->buffer("running_var").to_vector(), std::vector<double>(3, 1));
    EXPECT_EQ(bn->buffer("num_batches_tracked").item<int64_t>(), 1);
}

TEST(BatchNorm, ReadsTrainingUnlessItHasOnlyTheBatch) {
    const auto reads = [](const ModulePtr& bn) { return bn->behaviour().reads_training(*bn); };
    EXPECT_TRUE(reads(BatchNorm1d({.num_features = 1})));
    EXPECT_FALSE(reads(BatchNorm1d({.num_features = 1, .track_running_stats = false})));
}

TEST(BatchNorm, ResetsToWhatItStartedFrom) {
    const ModulePtr bn = BatchNorm1d({.num_features = 1});
    run(bn, batch());
    Generator generator(0);
    bn->behaviour().reset_parameters(*bn, generator);
    EXPECT_EQ(bn->buffer("running_mean").item(), 0);
    EXPECT_EQ(bn->buffer("running_var").item(), 1);
    EXPECT_EQ(bn->buffer("num_batches_tracked").item<int64_t>(), 0);
}

TEST(BatchNorm, PrintsAsPyTorchPrints) {
    EXPECT_EQ(BatchNorm1d({.num_features = 4})->repr(),
              "BatchNorm1d(4, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)");
    EXPECT_EQ(BatchNorm2d({.num_features = 4,
                           .eps = 0.001,
                           .momentum = std::nullopt,
                           .affine = false,
                           .track_running_stats = false})
                  ->repr(),
              "BatchNorm2d(4, eps=0.001, momentum=None, affine=False, track_running_stats=False)");
}

struct ErrorCase {
    const char* what;
    void (*run)();
    const char* error;  // PyTorch 1.13.1's words
};

class BatchNormError : public testing::TestWithParam<ErrorCase> {};

TEST_P(BatchNormError, SaysWhatPyTorchSays) {
    EXPECT_EQ(error_of(GetParam().run), GetParam().error);
}

const ErrorCase kErrors[] = {
    {"one sample",
     [] {
         run(BatchNorm1d({.num_features = 3}), Tensor::ones({1, 3}));
     },
     "ValueError: Expected more than 1 value per channel when training, got input size "
     "torch.Size([1, 3])"},
    {"one pixel",
     [] {
         run(BatchNorm2d({.num_features = 3}), Tensor::ones({1, 3, 1, 1}));
     },
     "ValueError: Expected more than 1 value per channel when training, got input size "
     "torch.Size([1, 3, 1, 1])"},
    {"one sample in eval without running statistics",
     [] {
         const ModulePtr bn = BatchNorm1d({.num_features = 3, .track_running_stats = false});
         bn->eval();
         run(bn, Tensor::ones({1, 3}));
     },
     "ValueError: Expected more than 1 value per channel when training, got input size "
     "torch.Size([1, 3])"},
    {"rank 4 to 1d",
     [] {
         run(BatchNorm1d({.num_features = 3}), Tensor::ones({1, 3, 1, 1}));
     },
     "ValueError: expected 2D or 3D input (got 4D input)"},
    {"rank 2 to 2d",
     [] {
         run(BatchNorm2d({.num_features = 3}), Tensor::ones({2, 3}));
     },
     "ValueError: expected 4D input (got 2D input)"},
    {"channels",
     [] {
         run(BatchNorm1d({.num_features = 3}), Tensor::ones({4, 4}));
     },
     "RuntimeError: running_mean should contain 4 elements not 3"},
    {"no running mean in eval",
     [] {
         const ModulePtr bn = BatchNorm1d({.num_features = 3});
         bn->set_attribute("running_mean", Value());
         bn->eval();
         run(bn, Tensor::ones({4, 3}));
     },
     "RuntimeError: running_mean must be defined in evaluation mode"},
    {"momentum", [] { BatchNorm1d({.num_features = 3})->set_attribute("momentum", "a"); },
     "TypeError: batch_norm(): argument 'momentum' (position 7) must be float, not str"},
    {"eps", [] { BatchNorm1d({.num_features = 3})->set_attribute("eps", Value()); },
     "TypeError: batch_norm(): argument 'eps' (position 8) must be float, not NoneType"},
};

INSTANTIATE_TEST_SUITE_P(Table, BatchNormError, testing::ValuesIn(kErrors));

TEST(BatchNorm, LetsOneSampleWithSeveralValuesPass) {
    EXPECT_EQ(run(BatchNorm1d({.num_features = 3}), Tensor::ones({1, 3, 2})).count, 2);
}

}  // namespace
}  // namespace engine::nn
