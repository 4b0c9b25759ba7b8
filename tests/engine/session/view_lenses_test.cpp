#include "tests/engine/session/small_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace engine::session {
namespace {

using test::points;
using test::preview;
using test::small_mlp;
using test::state_of;
using test::tree_of;
using testing::Each;
using testing::ElementsAre;

ProbeBatch batch_of(std::initializer_list<double> values, const Shape& sizes) {
    ProbeBatch batch;
    batch.inputs = Tensor::from(values, sizes);
    batch.targets = Tensor::zeros({sizes[0]}, DType::Int64);
    return batch;
}

DropoutLensView dropout_lens(const SessionState& state, const ProbeBatch& probe,
                             const std::string& path) {
    const Peek peek = preview(state, probe, path);
    return fill_dropout_lens(tree_of(state).modules, state, peek);
}

// Dropout2d drops whole maps: each is struck out from edge to edge, or not at all.
TEST(DropoutLens, StrikesOutWholeChannels) {
    ProbeBatch probe;
    probe.inputs = Tensor::ones({2, 6, 3, 4});
    probe.targets = Tensor::zeros({2}, DType::Int64);
    const auto lens = dropout_lens(state_of({{"drop", nn::Dropout2d()}}), probe, "drop");
    EXPECT_TRUE(lens.present);
    EXPECT_TRUE(lens.feature_map);
    ASSERT_EQ(lens.out_maps.size(), 6U);
    size_t struck = 0;
    for (const HeatMap& map : lens.out_maps) {
        const size_t holes =
            static_cast<size_t>(std::accumulate(map.dropped.begin(), map.dropped.end(), 0));
        EXPECT_TRUE(holes == 0 || holes == 12) << holes;
        struck += holes / 12;
    }
    EXPECT_EQ(lens.dropped_count, static_cast<int64_t>(struck) * 12);
}

TEST(DropoutLens, KnowsWhatAlphaDropoutMakesOfADroppedElement) {
    const auto lens = dropout_lens(state_of({{"drop", nn::AlphaDropout()}}),
                                   batch_of({1, 2, 0, 4, 5, 6, 7, 8}, {2, 4}), "drop");
    EXPECT_NEAR(lens.factor, 0.8864, 1e-4);
    EXPECT_NEAR(lens.dropped_value, -0.7792, 1e-4);
    for (size_t i = 0; i < lens.out.size(); ++i) {
        const double kept = lens.factor * lens.in[i] + lens.shift;
        EXPECT_NEAR(lens.out[i], lens.dropped[i] ? lens.dropped_value : kept, 1e-5) << i;
    }
}

TEST(DropoutLens, IsRaggedInTrain) {
    const SessionState state = state_of({{"drop", nn::Dropout({.p = 0.5})}});
    const auto lens = dropout_lens(state, batch_of({1, 2, 0, 4, 5, 6, 7, 8}, {2, 4}), "drop");
    EXPECT_TRUE(lens.present);
    EXPECT_TRUE(lens.training);
    EXPECT_EQ(lens.shape, "[2, 4]");
    EXPECT_THAT(lens.in, ElementsAre(1, 2, 0, 4));  // the first sample
    EXPECT_EQ(lens.eval_out, lens.in);
    EXPECT_EQ(lens.factor, 2);
    EXPECT_EQ(lens.scale, 8);  // twice the largest input of this sample
    ASSERT_EQ(lens.passes.size(), 8U);
    EXPECT_EQ(lens.cells, 4);
    double sum = 0;
    for (size_t pass = 0; pass < 8; ++pass) {
        for (size_t i = 0; i < 4; ++i) {
            const float expected = lens.passes_dropped[pass][i] ? 0 : 2 * lens.in[i];
            EXPECT_EQ(lens.passes[pass][i], expected);
            sum += lens.passes[pass][i];
        }
    }
    EXPECT_DOUBLE_EQ(lens.mean_of_passes, sum / 32);
    EXPECT_DOUBLE_EQ(lens.eval_mean, 7.0 / 4);
    EXPECT_EQ(lens.out, lens.passes[0]);
    // The one that is 0 anyway never differs; the others did not all fall alike eight times.
    EXPECT_EQ(lens.cells_that_differ, 3);
    EXPECT_EQ(lens.dropped_count, std::accumulate(lens.dropped.begin(), lens.dropped.end(), 0));
    EXPECT_EQ(lens.already_zero, lens.dropped[2]);
    EXPECT_GT(lens.mean_spread, 0);
    EXPECT_EQ(lens.pass_counter, 8);
}

TEST(DropoutLens, IsEightEqualRowsInEval) {
    const SessionState state = state_of({{"drop", nn::Dropout({.p = 0.5})}});
    state.model->eval();
    const auto lens = dropout_lens(state, batch_of({1, 2, 0, 4, 5, 6, 7, 8}, {2, 4}), "drop");
    EXPECT_FALSE(lens.training);
    EXPECT_THAT(lens.passes, Each(ElementsAre(1, 2, 0, 4)));
    EXPECT_EQ(lens.cells_that_differ, 0);
    EXPECT_EQ(lens.mean_spread, 0);
    EXPECT_EQ(lens.dropped_count, 0);
    EXPECT_EQ(lens.already_zero, 0);
    EXPECT_EQ(lens.mean_of_passes, lens.eval_mean);
    EXPECT_EQ(lens.factor, 2);  // what train would do
    EXPECT_EQ(lens.scale, 8);   // the axis stays
    EXPECT_EQ(lens.pass_counter, 8);
}

TEST(DropoutLens, ShowsWhatAFlattenMadeFlatInTheShapeBeforeIt) {
    const SessionState state =
        state_of({{"flatten", nn::Flatten()}, {"drop", nn::Dropout({.p = 0.5})}});
    ProbeBatch probe;
    std::vector<float> values(2 * 9 * 2 * 3);
    for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i + 1);
    probe.inputs = Tensor::from(std::span<const float>(values), {2, 9, 2, 3});
    const auto lens = dropout_lens(state, probe, "drop");
    EXPECT_TRUE(lens.feature_map);
    EXPECT_EQ(lens.shape, "[2, 9, 2, 3]");
    EXPECT_EQ(lens.channels, 9);
    EXPECT_EQ(lens.rows, 2);
    EXPECT_EQ(lens.columns, 3);
    ASSERT_EQ(lens.in_maps.size(), 8U);
    EXPECT_THAT(lens.in_maps[1].values, ElementsAre(7, 8, 9, 10, 11, 12));
    for (size_t i = 0; i < 6; ++i) {
        const float expected = lens.out_maps[1].dropped[i] ? 0 : 2 * lens.in_maps[1].values[i];
        EXPECT_EQ(lens.out_maps[1].values[i], expected);
    }
    EXPECT_EQ(lens.cells, 54);
    EXPECT_EQ(lens.scale, 108);
    EXPECT_GT(lens.spread.high, 0);
    state.model->eval();
    const auto eval = dropout_lens(state, probe, "drop");
    EXPECT_THAT(eval.spread.values, Each(0));
    EXPECT_EQ(eval.mean_spread, 0);
    EXPECT_EQ(eval.out_maps[1].values, eval.in_maps[1].values);
}

TEST(DropoutLens, ShowsASequenceAsOnePictureOfPositionsByNumbers) {
    const SessionState state = state_of({{"drop", nn::Dropout({.p = 0.5})}});
    ProbeBatch probe;
    std::vector<float> values(2 * 20 * 70);
    for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i + 1);
    probe.inputs = Tensor::from(std::span<const float>(values), {2, 20, 70});
    const auto lens = dropout_lens(state, probe, "drop");
    EXPECT_TRUE(lens.feature_map);
    EXPECT_EQ(lens.channels, 1);
    EXPECT_EQ(lens.cells, 1400);
    ASSERT_EQ(lens.in_maps.size(), 1U);
    // Its corner, as large as can be told apart.
    EXPECT_EQ(lens.rows, 16);
    EXPECT_EQ(lens.columns, 64);
    EXPECT_EQ(lens.in_maps[0].values[0], 1);
    EXPECT_EQ(lens.in_maps[0].values[64], 71);
}

TEST(BatchNormLens, MeasuresBothRulersOfAChannel) {
    const SessionState state = state_of({{"bn", nn::BatchNorm1d({.num_features = 2})}});
    state.model->get_submodule("bn")->buffer("running_mean").copy_(Tensor::from({0.203, 5}, {2}));
    const ProbeBatch probe = batch_of({0.112, 5, 1.112, 6, 0.612, 5.5, 0.612, 5.5}, {4, 2});
    const auto modules = tree_of(state).modules;
    Watch watch;
    watch.channel = 0;
    const auto lens_in = [&](bool training) {
        state.model->train(training);
        return fill_batch_norm_lens(modules, state, preview(state, probe).trace, "", watch);
    };
    const BatchNormLensView train = lens_in(true);
    EXPECT_TRUE(train.present);
    EXPECT_TRUE(train.uses_batch);
    EXPECT_TRUE(train.writes);
    EXPECT_EQ(train.count, 4);
    EXPECT_NEAR(train.batch_mean, 0.612, 1e-6);
    EXPECT_NEAR(train.batch_sd, std::sqrt(0.125), 1e-6);  // biased: 2 x 0.25 / 4
    EXPECT_NEAR(train.running_mean, 0.203, 1e-6);
    EXPECT_NEAR(train.would_mean, 0.2439, 1e-6);  // 0.9 x 0.203 + 0.1 x 0.612
    EXPECT_NEAR(train.out_mean, 0, 1e-6);
    EXPECT_NEAR(train.out_sd, 1, 1e-4);  // eps
    EXPECT_NEAR(train.other_out_mean, 0.409, 1e-4);
    EXPECT_NEAR(train.other_out_sd, std::sqrt(0.125), 1e-4);
    EXPECT_EQ(train.in.size(), 4U);
    EXPECT_NEAR(train.out[1], 0.5 / std::sqrt(0.125 + 1e-5), 1e-5);
    EXPECT_LE(train.axis_low, 0.112);
    EXPECT_GE(train.axis_high, 1.203);
    EXPECT_THAT(train.channel_order, ElementsAre(1, 0));  // gaps 0.5 and 0.409
    EXPECT_NEAR(train.all_batch_mean[1], 5.5, 1e-6);
    EXPECT_NEAR(train.all_running_mean[0], 0.203, 1e-6);

    const BatchNormLensView eval = lens_in(false);
    EXPECT_FALSE(eval.uses_batch);
    EXPECT_FALSE(eval.writes);
    EXPECT_NEAR(eval.out_mean, train.other_out_mean, 1e-6);
    EXPECT_NEAR(eval.other_out_sd, train.out_sd, 1e-6);
    EXPECT_NEAR(eval.batch_mean, train.batch_mean, 1e-9);
}

TEST(BatchNormLens, ADraggedSampleMovesItsNeighboursInTrainOnly) {
    const SessionState state = small_mlp();
    Watch watch;
    watch.dragged_sample = std::pair{4, 0.8};
    const auto modules = tree_of(state).modules;
    for (const bool training : {true, false}) {
        state.model->train(training);
        const Peek peek = preview(state, points());
        const auto still = fill_batch_norm_lens(modules, state, peek.trace, "", Watch());
        watch.channel = still.channel;
        const auto lens = fill_batch_norm_lens(modules, state, peek.trace, "", watch);
        EXPECT_EQ(lens.dragged, 4);
        EXPECT_EQ(lens.neighbours, 31);
        EXPECT_EQ(lens.neighbours_that_moved, training ? 31 : 0);
        EXPECT_EQ(still.neighbours_that_moved, training ? 31 : 0);
        EXPECT_EQ(still.dragged, -1);
        EXPECT_NEAR(lens.in[4] - still.in[4], 0.8, 1e-6);
        EXPECT_NEAR(lens.batch_mean - still.batch_mean, 0.8 / 32, 1e-6);
    }
}

TEST(BatchNormLens, OfFeatureMapsCountsValuesInBins) {
    const SessionState state = state_of({{"bn", nn::BatchNorm2d({.num_features = 2})}});
    ProbeBatch probe;
    std::vector<float> values(3 * 2 * 4 * 4);
    Generator(5).normal(std::span<float>(values));
    probe.inputs = Tensor::from(std::span<const float>(values), {3, 2, 4, 4});
    const Trace trace = preview(state, probe).trace;
    const auto lens = fill_batch_norm_lens(tree_of(state).modules, state, trace, "", Watch());
    EXPECT_TRUE(lens.feature_map);
    EXPECT_EQ(lens.count, 48);
    EXPECT_EQ(std::accumulate(lens.histogram_in.begin(), lens.histogram_in.end(), 0), 48);
    EXPECT_EQ(std::accumulate(lens.histogram_out.begin(), lens.histogram_out.end(), 0), 48);
    EXPECT_EQ(lens.in_map.rows, 4);
    EXPECT_EQ(lens.in_map.columns, 4);
    EXPECT_EQ(lens.out_map.low, -3);
    EXPECT_EQ(lens.out_map.high, 3);
    EXPECT_EQ(lens.neighbours_that_moved, 2);
}

TEST(BatchNormLens, LeavesOutTheNarrowestOfManyChannels) {
    const SessionState state = state_of({{"bn", nn::BatchNorm1d({.num_features = 50})}});
    ProbeBatch probe;
    std::vector<float> values(2 * 50);
    for (int i = 0; i < 100; ++i) values[static_cast<size_t>(i)] = static_cast<float>(i % 50);
    values[0] = -0.01F;
    probe.inputs = Tensor::from(std::span<const float>(values), {2, 50});
    const Trace trace = preview(state, probe).trace;
    const auto lens = fill_batch_norm_lens(tree_of(state).modules, state, trace, "", Watch());
    EXPECT_EQ(lens.channel_order.size(), 40U);
    EXPECT_EQ(lens.all_batch_mean.size(), 50U);
    EXPECT_EQ(lens.channel_order[0], 49);
    EXPECT_EQ(lens.channel, 49);
    EXPECT_EQ(lens.channels_left_out, 10);
    EXPECT_EQ(lens.left_out_gap, 9);
}

TEST(BatchNormLens, GivesTheErrorOfABatchOfOneWithWhatToDo) {
    const SessionState state = small_mlp();
    const Peek peek = preview(state, points(1));
    const auto lens =
        fill_batch_norm_lens(tree_of(state).modules, state, peek.trace, peek.error, Watch());
    EXPECT_TRUE(lens.present);
    EXPECT_EQ(lens.error,
              "ValueError: Expected more than 1 value per channel when training, got input size "
              "torch.Size([1, 16])\nOne sample has no spread to measure. Use 2 or more, "
              "drop_last=True, or bn.eval().");
}

TEST(Lenses, OutliveATrainingThatDiverged) {
    const SessionState state = small_mlp();
    state.model->get_submodule("fc")->parameter("weight").detach().fill_(std::nan(""));
    for (const bool training : {true, false}) {
        state.model->train(training);
        const Peek peek = preview(state, points(), "drop");
        const auto modules = tree_of(state).modules;
        const auto norm = fill_batch_norm_lens(modules, state, peek.trace, "", Watch());
        EXPECT_TRUE(norm.present);
        EXPECT_LT(norm.axis_low, norm.axis_high);
        const auto drop = fill_dropout_lens(modules, state, peek);
        EXPECT_TRUE(std::isfinite(drop.scale));
        EXPECT_EQ(fill_pass(modules, pass_source(peek)).error, "");
    }
}

TEST(Lenses, ShowTheSelectedElseTheFirstBelowElseTheFirst) {
    Generator generator(1);
    const auto block = [] {
        return nn::Sequential(
            {{"bn", nn::BatchNorm1d({.num_features = 2})}, {"drop", nn::Dropout()}});
    };
    const SessionState state =
        state_of({{"a", block()}, {"b", block()}, {"head", nn::Linear({2, 2}, generator)}});
    const auto modules = tree_of(state).modules;
    const auto dropout = [&](const char* selected) {
        return modules[static_cast<size_t>(choose_dropout(modules, selected))].path;
    };
    EXPECT_EQ(dropout("b.drop"), "b.drop");
    EXPECT_EQ(dropout("b"), "b.drop");
    EXPECT_EQ(dropout("head"), "a.drop");
    EXPECT_EQ(dropout("no such"), "a.drop");
    EXPECT_EQ(modules[static_cast<size_t>(choose_batch_norm(modules, "b"))].path, "b.bn");
}

}  // namespace
}  // namespace engine::session
