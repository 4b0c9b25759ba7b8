#include "engine/session/session.h"
#include "tests/engine/session/small_model.h"

#include <gtest/gtest.h>

namespace engine::session {
namespace {

/// Mean change of the predicted probability of the default probe when `path` goes to eval, over
/// previews with the same draws.
double change_when_flipped(const Session& session, std::string_view path) {
    const Watch watch = default_watch(session.dataset());
    const ProbeBatch probe = probe_batch(session.dataset(), watch);
    PreviewStream stream(session.state().generator);
    SessionState flipped = session.state().fork();
    flipped.model->get_submodule(path)->eval();
    double sum = 0;
    constexpr int kPreviews = 8;
    for (int i = 0; i < kPreviews; ++i) {
        const Peek train = peek(session.state(), probe, {.watch = &watch}, stream);
        const Peek eval = peek(flipped, probe, {.watch = &watch}, stream);
        EXPECT_EQ(train.error + eval.error, "");
        sum += mean_probability_change(train.output, eval.output);
        stream = train.next;
    }
    return sum / kPreviews;
}

// lenses.md asks for a difference that a learner can see: a shuffled batch moves by 0.03 on a
// healthy net, one class by 0.30.
TEST(DefaultProbe, ShowsTheDifferenceOnTheTrainedFirstScreen) {
    Session session(recipe_named("two_moons"));
    ASSERT_TRUE(session.apply(Advance{200}).ok);
    const double change = change_when_flipped(session, "backbone");
    RecordProperty("mean_change", std::to_string(change));
    EXPECT_GT(change, 0.15);
}

}  // namespace
}  // namespace engine::session
