#include "engine/data/sine.h"
#include "engine/data/text.h"
#include "engine/data/two_moons.h"
#include "tests/engine/session/small_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::session {
namespace {

using test::preview;
using test::small_mlp;
using test::state_of;
using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;

data::DatasetPtr moons() {
    Generator generator(7);
    return data::two_moons(generator);
}

/// Eight grey images of two classes.
data::Dataset pictures() {
    data::Dataset dataset;
    dataset.class_names = {"shirt", "shoe"};
    dataset.train.inputs = Tensor::ones({8, 1, 2, 3});
    dataset.train.targets = Tensor::from({0, 1, 0, 1, 0, 1, 0, 1}, {8}, DType::Int64);
    dataset.validation = dataset.train;
    return dataset;
}

TEST(Probe, IsABatchOfOneClassByDefault) {
    const auto dataset = moons();
    const ProbeBatch batch = probe_batch(*dataset, default_watch(*dataset));
    EXPECT_EQ(batch.inputs.sizes().str(), "[32, 2]");
    EXPECT_THAT(batch.targets.to_vector<int64_t>(), Each(0));
    EXPECT_EQ(batch.words, "batch of 32, one class");
    const ProbeBatch again = probe_batch(*dataset, default_watch(*dataset));
    EXPECT_EQ(batch.inputs.to_vector(), again.inputs.to_vector());
}

TEST(Probe, CanBeShuffledOrOneSample) {
    const auto dataset = moons();
    Watch watch;
    watch.probe = ProbeKind::Shuffled;
    const ProbeBatch shuffled = probe_batch(*dataset, watch);
    EXPECT_EQ(shuffled.words, "batch of 32, shuffled");
    EXPECT_THAT(shuffled.targets.to_vector<int64_t>(), testing::Contains(0));
    EXPECT_THAT(shuffled.targets.to_vector<int64_t>(), testing::Contains(1));
    watch.probe = ProbeKind::OneSample;
    watch.probe_class = 1;
    const ProbeBatch one = probe_batch(*dataset, watch);
    EXPECT_EQ(one.words, "1 sample");
    EXPECT_THAT(one.targets.to_vector<int64_t>(), ElementsAre(1));
}

TEST(Probe, DarkensPhotosAndLeavesTheDataSetAlone) {
    const data::Dataset dataset = pictures();
    const Watch watch = default_watch(dataset);
    EXPECT_EQ(watch.probe, ProbeKind::Shuffled);
    const ProbeBatch batch = probe_batch(dataset, watch);
    EXPECT_EQ(batch.words, "batch of 8, shuffled, brightness × 0.4");
    EXPECT_THAT(batch.inputs.to_vector<float>(), Each(0.4F));
    EXPECT_THAT(dataset.validation.inputs.to_vector<float>(), Each(1.0F));
}

TEST(Answers, ColourTheMapByTheProbabilityOfClassOne) {
    // head(x) = (0, 10 y): class 1 above the line y = 0.
    SessionState state;
    Generator generator(1);
    const nn::ModulePtr head = nn::Linear({2, 2}, generator);
    head->parameter("weight").detach().copy_(Tensor::from({0, 0, 0, 10}, {2, 2}));
    head->parameter("bias").detach().zero_();
    state.model = nn::Sequential({{"head", head}});
    const auto dataset = moons();
    const ProbeBatch probe = probe_batch(*dataset, Watch());
    const Peek peek = preview(state, probe);
    const Hash128 before = state.hash();
    const AnswersView answers =
        fill_answers(Recipe(), state, *dataset, probe, peek, PreviewStream(state.generator),
                     {.validation_accuracy = 0.96, .flipped = 0.25});
    EXPECT_EQ(state.hash(), before);
    const DecisionMapView& map = answers.map;
    EXPECT_FALSE(answers.image);
    EXPECT_EQ(answers.validation_accuracy, 0.96);
    EXPECT_EQ(answers.flipped, 0.25);
    ASSERT_EQ(map.probability.size(), static_cast<size_t>(map.rows * map.columns));
    EXPECT_GT(map.probability.front(), 0.99);  // the top row
    EXPECT_LT(map.probability.back(), 0.01);
    EXPECT_LT(map.x_low, -1);
    EXPECT_GT(map.x_high, 2);
    EXPECT_THAT(map.point_x, SizeIs(200));
    EXPECT_THAT(map.point_class, SizeIs(200));
}

TEST(Answers, ColourTheMapOfOneNumberThatTellsTwoClassesApart) {
    SessionState state;
    Generator generator(1);
    const nn::ModulePtr head = nn::Linear({2, 1}, generator);
    head->parameter("weight").detach().copy_(Tensor::from({0, 10}, {1, 2}));
    head->parameter("bias").detach().zero_();
    state.model = nn::Sequential({{"head", head}});
    Recipe recipe;
    recipe.loss = "BCEWithLogitsLoss";
    recipe.prediction = "output.squeeze(1)";
    recipe.target = "y.float()";
    const auto dataset = moons();
    const ProbeBatch probe = probe_batch(*dataset, Watch());
    const AnswersView answers = fill_answers(recipe, state, *dataset, probe, preview(state, probe),
                                             PreviewStream(state.generator), {});
    ASSERT_FALSE(answers.map.probability.empty());
    EXPECT_GT(answers.map.probability.front(), 0.99);
    EXPECT_LT(answers.map.probability.back(), 0.01);
}

TEST(Answers, DrawTheLineOfOneNumberToOneNumber) {
    Generator generator(7);
    const auto dataset = data::sine(generator, {.sample_shape = {1}, .target_shape = {1}});
    const SessionState state = state_of({});  // y = x
    Recipe recipe;
    recipe.loss = "MSELoss";
    EXPECT_EQ(default_watch(*dataset).probe, ProbeKind::Shuffled);
    const ProbeBatch probe = probe_batch(*dataset, Watch());
    EXPECT_EQ(probe.words, "batch of 32, shuffled") << "there is no class to take one of";
    const AnswersView answers = fill_answers(recipe, state, *dataset, probe, preview(state, probe),
                                             PreviewStream(state.generator), {});
    EXPECT_EQ(answers.fit.line_y, answers.fit.line_x);
    EXPECT_THAT(answers.fit.point_x, SizeIs(200));
    EXPECT_TRUE(answers.map.probability.empty());
}

TEST(Answers, ShowWhatAnAutoencoderMakesOfEachPicture) {
    const data::Dataset dataset = pictures();
    const SessionState state = state_of({});
    Recipe recipe;
    recipe.loss = "MSELoss";
    recipe.target = "x.flatten(1)";
    const ProbeBatch probe = probe_batch(dataset, Watch());
    Peek peek;
    peek.output = Tensor::full({probe.inputs.size(0), 6}, 0.5);
    const AnswersView answers =
        fill_answers(recipe, state, dataset, probe, peek, PreviewStream(state.generator), {});
    ASSERT_THAT(answers.pictures, SizeIs(static_cast<size_t>(probe.inputs.size(0))));
    EXPECT_THAT(answers.pictures[0].rebuilt.values, Each(0.5F));
    EXPECT_EQ(answers.pictures[0].rebuilt.rows, 2);
}

TEST(Answers, SayWhichLetterComesNext) {
    Generator generator(7);
    const auto dataset = data::text(generator, {.length = 5, .tokens_below = 3});
    const SessionState state = state_of({});
    const ProbeBatch probe = probe_batch(*dataset, default_watch(*dataset));
    Recipe recipe;
    recipe.dataset = "text";
    recipe.prediction = "output.transpose(1, 2)";
    Peek peek;  // always the second letter
    peek.output = Tensor::zeros({probe.inputs.size(0), 5, 3});
    const auto scores = peek.output.mutable_span<float>();
    for (size_t i = 1; i < scores.size(); i += 3) scores[i] = 1;
    const AnswersView answers =
        fill_answers(recipe, state, *dataset, probe, peek, PreviewStream(state.generator), {});
    ASSERT_THAT(answers.texts, SizeIs(8));
    EXPECT_EQ(answers.texts[0].predicted, std::string(5, dataset->class_names[1][0]));
    EXPECT_EQ(answers.texts[0].given.substr(1), answers.texts[0].truth.substr(0, 4));
}

TEST(Answers, NameTheClassOfEveryPicture) {
    const data::Dataset dataset = pictures();
    const SessionState state = state_of({});  // gives back what it is given
    const ProbeBatch probe = probe_batch(dataset, Watch());
    Peek peek;
    peek.output = Tensor::from({1, 3, 3, 1, 0, 0, 5, 1}, {4, 2});
    const AnswersView answers =
        fill_answers(Recipe(), state, dataset, probe, peek, PreviewStream(state.generator), {});
    EXPECT_TRUE(answers.image);
    ASSERT_THAT(answers.pictures, SizeIs(4));
    EXPECT_EQ(answers.pictures[0].predicted, 1);
    EXPECT_EQ(answers.pictures[0].truth, 0);
    EXPECT_NEAR(answers.pictures[0].probability, 0.880797, 1e-6);  // 1 / (1 + e^-2)
    EXPECT_EQ(answers.pictures[1].predicted, 0);
    EXPECT_EQ(answers.pictures[0].image.rows, 2);
    EXPECT_EQ(answers.pictures[0].image.columns, 3);
    EXPECT_EQ(answers.pictures[0].image.high, 1);
}

TEST(Answers, CountWhatFlips) {
    const Tensor a = Tensor::from({1, 0, 0, 1, 2, 3, 1, 0}, {4, 2});
    const Tensor b = Tensor::from({0, 1, 0, 1, 3, 2, 1, 0}, {4, 2});
    EXPECT_EQ(share_flipped(a, b), 0.5);
    EXPECT_EQ(share_flipped(a, a), 0);
    EXPECT_EQ(share_flipped(a, {}), 0);
    // Two rows of four move by |s(1) - s(-1)| = 0.462117.
    EXPECT_NEAR(mean_probability_change(a, b), 0.231059, 1e-6);
}

}  // namespace
}  // namespace engine::session
