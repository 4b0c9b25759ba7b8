#include "tests/engine/session/opened_model.h"
#include "tests/engine/session/small_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace engine::session {
namespace {

using test::points;
using test::preview;
using test::small_mlp;
using test::tree_of;
using testing::ElementsAre;
using testing::SizeIs;

const ModuleView& row(const SessionView& view, std::string_view path) {
    return view.modules.at(static_cast<size_t>(module_at(view.modules, path)));
}

const CardView& card(const PassView& pass, std::string_view path) {
    for (const CardView& card : pass.cards) {
        if (card.path == path) return card;
    }
    throw std::out_of_range("no such card");
}

SessionState nested_mlp() {
    return test::opened("nested_mlp");
}

TEST(Tree, CountsTheModelOfTheFirstScreen) {
    const SessionState state = nested_mlp();
    state.model->get_submodule("backbone.block2")->eval();
    const Peek peek = preview(state, points());
    SessionView view;
    fill_tree(view, state, &peek.trace, [](std::string_view path) {
        return FlagWrite{3, true, Writer::Person, "to " + std::string(path)};
    });
    ASSERT_THAT(view.modules, SizeIs(13));
    EXPECT_EQ(view.weights, 386);
    EXPECT_EQ(view.in_eval, 5);
    EXPECT_EQ(view.modules[0].name, "model");
    EXPECT_EQ(view.modules[0].below, 12);
    EXPECT_EQ(view.modules[0].below_in_eval, 5);
    EXPECT_EQ(view.modules[0].buffers, 6);
    EXPECT_EQ(view.modules[0].output_shape, "[32, 2]");
    const ModuleView& backbone = row(view, "backbone");
    EXPECT_EQ(backbone.below, 10);
    EXPECT_EQ(backbone.parameters, 352);
    EXPECT_EQ(backbone.own_parameters, 0);
    EXPECT_EQ(backbone.parameter_tensors, 6);
    EXPECT_EQ(backbone.requires_grad, 6);
    const ModuleView& norm = row(view, "backbone.block2.bn");
    EXPECT_EQ(norm.depth, 3);
    EXPECT_EQ(norm.parent, module_at(view.modules, "backbone.block2"));
    EXPECT_EQ(norm.summary, "BatchNorm1d(16)");
    EXPECT_EQ(norm.output_shape, "[32, 16]");
    EXPECT_EQ(norm.last_write.line, "to backbone.block2.bn");
    EXPECT_TRUE(norm.reads_training);
    EXPECT_TRUE(norm.is_batch_norm);
    EXPECT_FALSE(norm.training);
    EXPECT_EQ(row(view, "backbone.block1.fc").summary, "Linear(2→16)");
    EXPECT_EQ(row(view, "backbone.block1.drop").summary, "Dropout(0.5)");
    EXPECT_EQ(row(view, "head").parameters, 34);
}

TEST(Pass, SaysWhatTheModeDid) {
    const SessionState state = small_mlp();
    const auto modules = tree_of(state).modules;
    const Peek train = preview(state, points());
    const PassView pass = fill_pass(modules, pass_source(train));
    ASSERT_THAT(pass.cards, SizeIs(7));  // the model itself has none
    EXPECT_TRUE(pass.preview);
    EXPECT_EQ(pass.batch, "batch of 32");
    EXPECT_EQ(pass.hash, state.hash().short_hex());
    EXPECT_EQ(card(pass, "bn").effect, "batch stats used");
    EXPECT_EQ(card(pass, "bn").note, "would move 10 %");
    EXPECT_THAT(card(pass, "bn").batch_mean, SizeIs(16));
    EXPECT_THAT(card(pass, "bn").running_sd, SizeIs(16));
    const CardView& drop = card(pass, "drop");
    const auto holes = std::count(drop.output.dropped.begin(), drop.output.dropped.end(), 1);
    EXPECT_EQ(drop.effect, std::to_string(holes) + " of 512 dropped");
    EXPECT_EQ(drop.note, "kept × 2.00");
    EXPECT_EQ(drop.output.rows, 32);
    EXPECT_EQ(drop.output.columns, 16);
    EXPECT_EQ(drop.module, module_at(modules, "drop"));
    PassSource committed = pass_source(train);
    committed.preview = false;
    EXPECT_EQ(card(fill_pass(modules, committed), "bn").note, "moved 10 %");

    state.model->eval();
    const Peek eval = preview(state, points());
    const PassView still = fill_pass(modules, pass_source(eval));
    EXPECT_EQ(card(still, "bn").effect, "running stats used");
    EXPECT_EQ(card(still, "bn").note, "not written");
    EXPECT_THAT(card(still, "bn").batch_mean, SizeIs(16));
    EXPECT_EQ(card(still, "drop").effect, "y = x");
    EXPECT_EQ(card(still, "drop").note, "nothing dropped");
}

TEST(Pass, NestsCardsInTheFramesOfTheirContainers) {
    const SessionState state = nested_mlp();
    const Peek peek = preview(state, points());
    const PassView pass = fill_pass(tree_of(state).modules, pass_source(peek));
    ASSERT_THAT(pass.cards, SizeIs(12));
    EXPECT_EQ(pass.cards[0].path, "backbone");
    EXPECT_TRUE(pass.cards[0].is_frame);
    EXPECT_EQ(pass.cards[0].depth, 0);
    EXPECT_EQ(pass.cards[1].path, "backbone.block1");
    EXPECT_EQ(pass.cards[2].path, "backbone.block1.fc");
    EXPECT_EQ(pass.cards[2].depth, 2);
    EXPECT_FALSE(pass.cards[2].is_frame);
    EXPECT_EQ(pass.cards[11].path, "head");
    EXPECT_EQ(pass.cards[11].depth, 0);
}

TEST(Pass, MarksTheFirstDifferenceToTheSettingComparedWith) {
    const SessionState state = nested_mlp();
    state.model->get_submodule("backbone.block1")->eval();
    Watch watch;
    watch.compare = CompareWith::AllEval;
    const Peek peek = preview(state, points(), "", watch);
    const PassView pass = fill_pass(tree_of(state).modules, pass_source(peek));
    EXPECT_EQ(card(pass, "backbone.block1.drop").gap, 0);
    EXPECT_EQ(card(pass, "backbone.block2.fc").gap, 0);
    ASSERT_GE(pass.first_difference, 0);
    const CardView& first = pass.cards[static_cast<size_t>(pass.first_difference)];
    EXPECT_EQ(first.path, "backbone.block2.bn");
    EXPECT_TRUE(first.first_difference);
    EXPECT_GT(first.gap, 0);
    EXPECT_EQ(pass.output_gap, *card(pass, "head").gap);
}

TEST(Pass, PutsTheErrorOnTheCardThatRaisedIt) {
    const SessionState state = small_mlp();
    const Peek peek = preview(state, points(1));
    const PassView pass = fill_pass(tree_of(state).modules, pass_source(peek));
    ASSERT_EQ(pass.error_card, 1);
    EXPECT_EQ(pass.cards[1].path, "bn");
    EXPECT_THAT(pass.cards, SizeIs(2));
    EXPECT_EQ(pass.error, peek.error);
    EXPECT_EQ(pass.error_hint,
              "One sample has no spread to measure. Use 2 or more, drop_last=True, or bn.eval().");
}

TEST(HeatMaps, TileTheFirstSamplesChannels) {
    std::vector<float> values(2 * 3 * 1 * 2);
    for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
    const Tensor x = Tensor::from(std::span<const float>(values), {2, 3, 1, 2});
    const HeatMap map = activation_map(x, statistics_of(x));
    EXPECT_EQ(map.rows, 2);
    EXPECT_EQ(map.columns, 4);
    EXPECT_THAT(map.values, ElementsAre(0, 1, 2, 3, 4, 5, 0, 0));
    EXPECT_EQ(map.high, 11);  // of the whole tensor
    EXPECT_FALSE(map.reduced);
}

TEST(HeatMaps, AreReducedByTheMeanTo128) {
    std::vector<float> values(300 * 2);
    for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i / 2);
    const HeatMap map = heat_map(300, 2, values);
    EXPECT_TRUE(map.reduced);
    EXPECT_EQ(map.rows, 100);
    EXPECT_EQ(map.columns, 2);
    EXPECT_EQ(map.values[0], 1);  // of 0, 1, 2
    EXPECT_NE(map.fingerprint, heat_map(1, 1, {0}).fingerprint);
}

TEST(HeatMaps, LayKernelsOutAsRowsOfOutputs) {
    std::vector<float> values(2 * 2 * 1 * 2);
    for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
    const HeatMap map = weight_map(Tensor::from(std::span<const float>(values), {2, 2, 2, 1}));
    EXPECT_EQ(map.rows, 4);
    EXPECT_EQ(map.columns, 2);
    EXPECT_THAT(map.values, ElementsAre(0, 2, 1, 3, 4, 6, 5, 7));
}

TEST(Inspector, ShowsTablesAsPyTorchWouldGiveThem) {
    const SessionState state = small_mlp();
    const nn::ModulePtr norm = state.model->get_submodule("bn");
    norm->parameter("weight").set_grad(Tensor::full({16}, 0.5));
    std::unordered_map<std::string, Tensor> before;
    before.emplace("bn.running_mean", Tensor::full({16}, -0.25));
    Watch watch;
    watch.selected = "bn";
    watch.open_tensor = "running_var";
    const InspectorView view = fill_inspector(state, watch, {.before_last_step = &before});
    EXPECT_EQ(view.class_name, "BatchNorm1d");
    EXPECT_EQ(view.formula, "y = γ·(x − mean)/√(var + ε) + β");
    ASSERT_THAT(view.options, SizeIs(5));
    EXPECT_EQ(view.options[1], (std::pair<std::string, std::string>("eps", "1e-05")));
    ASSERT_THAT(view.parameters, SizeIs(2));
    EXPECT_EQ(view.parameters[0].name, "weight");
    EXPECT_EQ(view.parameters[0].shape, "[16]");
    EXPECT_EQ(view.parameters[0].dtype, "float32");
    EXPECT_EQ(view.parameters[0].norm, 4);
    EXPECT_EQ(view.parameters[0].gradient_norm, 2);
    EXPECT_TRUE(view.parameters[0].requires_grad);
    EXPECT_THAT(view.parameters[0].preview, SizeIs(8));
    EXPECT_FALSE(view.parameters[1].gradient_norm.has_value());
    ASSERT_THAT(view.buffers, SizeIs(3));
    EXPECT_EQ(view.buffers[0].last_change, 1);  // sqrt(16 x 0.25^2)
    EXPECT_FALSE(view.buffers[1].last_change.has_value());
    EXPECT_EQ(view.buffers[2].shape, "[]");
    EXPECT_EQ(view.buffers[2].dtype, "int64");
    EXPECT_TRUE(view.buffers[0].in_state_dict);
    EXPECT_EQ(view.open_tensor, "running_var");
    EXPECT_EQ(view.map.columns, 16);
    watch.selected = "gone";
    EXPECT_EQ(fill_inspector(state, watch, {}).class_name, "");
}

// x = [1, 2, 3, 4]: PyTorch's mean 2.5, std 1.2910 (n - 1), norm 5.4772.
TEST(Statistics, AreThoseOfPyTorch) {
    const Statistics s = statistics_of(Tensor::from({1, 2, 3, 4}, {2, 2}));
    EXPECT_EQ(s.mean, 2.5);
    EXPECT_DOUBLE_EQ(s.sd, std::sqrt(5.0 / 3));
    EXPECT_DOUBLE_EQ(s.norm, std::sqrt(30));
    EXPECT_EQ(s.low, 1);
    EXPECT_EQ(s.high, 4);
    EXPECT_TRUE(std::isnan(statistics_of(Tensor::scalar(1)).sd));
}

TEST(Curves, KeepTheirSpikesWhenThinned) {
    std::vector<int64_t> step;
    std::vector<float> value;
    for (int i = 0; i < 100000; ++i) {
        step.push_back(i);
        value.push_back(i == 54321 ? 9.0F : 0.5F);
    }
    const Curve curve = thinned({&step, &value});
    EXPECT_LE(curve.step.size(), 2000U);
    EXPECT_EQ(curve.step.size(), curve.value.size());
    EXPECT_THAT(curve.value, testing::Contains(9.0F));
    EXPECT_TRUE(std::is_sorted(curve.step.begin(), curve.step.end()));
    step.resize(10);
    EXPECT_THAT(thinned({&step, &value}).value, SizeIs(10));
}

TEST(Ribbon, HasOneRowForEachBlockOfTheBackbone) {
    const SessionState state = nested_mlp();
    const FlagWrite built{0, true, Writer::Construction, ""};
    const FlagWrite loop{0, true, Writer::Loop, "model.train()"};
    const FlagWrite person{140, false, Writer::Person, "model.backbone.block2.eval()"};
    const FlagWrite later{300, true, Writer::Person, "model.train()"};
    const auto rows = fill_ribbon(
        tree_of(state).modules,
        {{"backbone.block1", {built, loop}}, {"backbone.block2", {built, loop, person, later}}},
        200);
    ASSERT_THAT(rows, SizeIs(2));
    EXPECT_EQ(rows[0].name, "block1");
    ASSERT_THAT(rows[0].segments, SizeIs(1));
    EXPECT_EQ(rows[0].segments[0].writer, Writer::Loop);
    EXPECT_EQ(rows[0].segments[0].to, 200);
    ASSERT_THAT(rows[1].segments, SizeIs(2));
    EXPECT_EQ(rows[1].segments[0].to, 140);
    EXPECT_FALSE(rows[1].segments[1].training);
    EXPECT_EQ(rows[1].segments[1].from, 140);
    EXPECT_EQ(rows[1].segments[1].to, 200);
    EXPECT_EQ(rows[1].segments[1].line, "model.backbone.block2.eval()");
}

}  // namespace
}  // namespace engine::session
