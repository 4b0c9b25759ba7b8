#include "engine/base/error.h"
#include "tests/engine/session/opened_model.h"
#include "tests/engine/session/small_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::session {
namespace {

using test::points;
using test::preview;
using test::small_mlp;

std::vector<float> mask_of(const Peek& peek, std::string_view path) {
    return peek.trace.find(path)->effect->noise.to_vector<float>();
}

void set_flag(const SessionState& state, std::string_view path, bool training) {
    state.model->get_submodule(path)->training = training;
}

TEST(Peek, ChangesNothingInEitherMode) {
    for (const std::string_view name : {"nested_mlp", "fashion_cnn", "residual_net"}) {
        SessionState state = test::opened(name);
        ProbeBatch probe = points();
        if (name != "nested_mlp") probe.inputs = Tensor::ones({4, 1, 28, 28});
        for (const bool training : {true, false}) {
            state.model->train(training);
            const Hash128 before = state.hash();
            const Peek peek = preview(state, probe);
            EXPECT_EQ(peek.error, "") << name;
            EXPECT_EQ(peek.before, before) << name;
            EXPECT_EQ(peek.after, before) << name;
            EXPECT_EQ(state.hash(), before) << name;
        }
    }
}

TEST(Peek, GoesOnFromPreviewToPreviewWhileTheSessionsGeneratorStands) {
    const SessionState state = small_mlp();
    const Watch watch;
    const ProbeBatch probe = points();
    PreviewStream stream(state.generator);
    const PeekRequest request{.watch = &watch};
    const Peek first = peek(state, probe, request, stream);
    const Peek same = peek(state, probe, request, stream);
    const Peek second = peek(state, probe, request, first.next);
    EXPECT_EQ(mask_of(first, "drop"), mask_of(same, "drop"));
    EXPECT_NE(mask_of(first, "drop"), mask_of(second, "drop"));
    EXPECT_EQ(second.next.passes, 2);
    EXPECT_EQ(state.generator, Generator(7));
}

TEST(Peek, AFlipOfAnEarlierDropoutLeavesALaterMaskAsItWas) {
    const SessionState state = small_mlp();
    const ProbeBatch probe = points();
    const Peek before = preview(state, probe, "drop2");
    set_flag(state, "drop", false);
    const Peek after = preview(state, probe, "drop2");
    EXPECT_EQ(mask_of(before, "drop2"), mask_of(after, "drop2"));
    EXPECT_TRUE(after.same_draw);
    // The eight passes, too, though the second time nothing random runs before them.
    ASSERT_EQ(before.dropout_passes.size(), 8U);
    ASSERT_EQ(after.dropout_passes.size(), 8U);
    for (size_t i = 0; i < 8; ++i) {
        EXPECT_EQ(before.dropout_passes[i].noise.to_vector<float>(),
                  after.dropout_passes[i].noise.to_vector<float>())
            << "pass " << i;
    }
}

TEST(Peek, LetsTheStreamShiftAsOnePlainRunDoes) {
    const SessionState state = small_mlp();
    const ProbeBatch probe = points();
    Watch watch;
    watch.let_stream_shift = true;
    const Peek before = preview(state, probe, "drop2", watch);
    EXPECT_EQ(before.shifted_words, 0);
    EXPECT_TRUE(before.same_draw);
    set_flag(state, "drop", false);
    const Peek after = preview(state, probe, "drop2", watch);
    EXPECT_NE(mask_of(before, "drop2"), mask_of(after, "drop2"));
    EXPECT_EQ(after.shifted_words, 2 * 32 * 16);  // two words an element
    EXPECT_FALSE(after.same_draw);
}

TEST(Peek, PassesOfTheDropoutAloneAreThoseOfWholePasses) {
    const SessionState state = small_mlp();
    const ProbeBatch probe = points();
    const Peek lens = preview(state, probe, "drop");  // nothing random before it
    const Watch watch;
    PreviewStream stream(state.generator);
    for (size_t pass = 8; pass-- > 0;) {  // oldest first
        const Peek whole = peek(state, probe, {.watch = &watch}, stream);
        stream = whole.next;
        const auto mask = mask_of(whole, "drop");
        const std::vector<float> sample(mask.begin(), mask.begin() + 16);
        EXPECT_EQ(lens.dropout_passes[pass].noise.to_vector<float>(), sample) << "pass " << pass;
    }
}

TEST(Peek, ComparesUnderTheSameDraws) {
    const SessionState state = small_mlp();
    const ProbeBatch probe = points();
    Watch watch;
    watch.compare = CompareWith::AllTrain;
    const Peek same = preview(state, probe, "", watch);
    ASSERT_TRUE(same.compared.has_value());
    EXPECT_EQ(same.output.to_vector(), same.compared_output.to_vector());
    watch.compare = CompareWith::AllEval;
    const Peek other = preview(state, probe, "", watch);
    EXPECT_NE(other.output.to_vector(), other.compared_output.to_vector());
    EXPECT_TRUE(state.model->training);
}

TEST(Peek, TellsTheModelsErrorAndWhereItBegan) {
    const SessionState state = small_mlp();
    const Peek peek = preview(state, points(1));
    EXPECT_EQ(peek.error,
              "ValueError: Expected more than 1 value per channel when training, got input size "
              "torch.Size([1, 16])");
    ASSERT_GE(peek.trace.raised(), 0);
    EXPECT_EQ(peek.trace.events[static_cast<size_t>(peek.trace.raised())].path, "bn");
    EXPECT_FALSE(peek.output.defined());
    EXPECT_EQ(peek.before, peek.after);
}

TEST(Peek, EndsWhenCancelled) {
    const SessionState state = small_mlp();
    const Watch watch;
    const std::atomic<bool> cancel = true;
    EXPECT_THROW(
        peek(state, points(), {.watch = &watch, .cancel = &cancel}, PreviewStream(state.generator)),
        Error);
}

TEST(TraceRecorder, KeepsStatisticsWhenItsBudgetIsSpent) {
    const SessionState state = small_mlp();
    Generator generator(1);
    TraceRecorder recorder(*state.model, generator, 3000);  // x: 256 bytes, fc: 2048
    nn::CallContext context{generator, &recorder};
    nn::call(*state.model, context, points().inputs);
    const Trace trace = recorder.take();
    EXPECT_TRUE(trace.over_budget);
    EXPECT_TRUE(trace.find("fc")->output.value.defined());
    const TracedTensor& late = trace.find("bn")->output;
    EXPECT_FALSE(late.value.defined());
    ASSERT_TRUE(late.statistics.has_value());
    EXPECT_NEAR(late.statistics->mean, 0, 1e-6);
    EXPECT_EQ(late.shape.str(), "[32, 16]");
}

TEST(TraceRecorder, ResolvesPathsParentsAndGraphNames) {
    const SessionState state = small_mlp();
    const Trace trace = preview(state, points()).trace;
    ASSERT_EQ(trace.events.size(), 8U);
    EXPECT_EQ(trace.events[0].name, "model");
    EXPECT_EQ(trace.events[0].end, 8);
    EXPECT_EQ(trace.events[2].path, "bn");
    EXPECT_EQ(trace.events[2].parent, 0);
    EXPECT_EQ(trace.events[2].output.grad_fn, "NativeBatchNormBackward0");
    EXPECT_TRUE(trace.events[2].reads_training);
    EXPECT_TRUE(trace.events[2].in_tree);
    EXPECT_EQ(trace.events[4].words_before, 0U);
    EXPECT_EQ(trace.find("drop2")->words_before, 2U * 32 * 16);
}

TEST(TraceRecorder, CallsWhatTheTreeDoesNotHoldAGhost) {
    const SessionState state = small_mlp();
    const nn::ModulePtr ghost = nn::Dropout();
    Generator generator(1);
    TraceRecorder recorder(*state.model, generator);
    nn::CallContext context{generator, &recorder};
    nn::call(*ghost, context, Tensor::ones({2, 2}));
    const Trace trace = recorder.take();
    EXPECT_FALSE(trace.events[0].in_tree);
    EXPECT_EQ(trace.find(""), nullptr);
    const PassView pass = fill_pass(test::tree_of(state).modules, {.trace = &trace});
    ASSERT_EQ(pass.cards.size(), 1U);
    EXPECT_TRUE(pass.cards[0].not_reached);
    EXPECT_EQ(pass.cards[0].module, -1);
    EXPECT_EQ(pass.cards[0].title, "Dropout");
}

}  // namespace
}  // namespace engine::session
