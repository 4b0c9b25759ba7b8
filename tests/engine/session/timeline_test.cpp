#include "engine/session/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace engine::session {
namespace {

Recipe moons() {
    Recipe recipe;
    recipe.start_step = 0;
    return recipe;
}

std::vector<Hash128> train(Session& session, int steps) {
    std::vector<Hash128> seen{session.state_hash()};
    for (int i = 0; i < steps; ++i) {
        EXPECT_EQ(session.step(false).error, "");
        seen.push_back(session.state_hash());
    }
    return seen;
}

class Timelines : public testing::TestWithParam<std::size_t> {};

TEST_P(Timelines, EverySeekLandsOnTheStateTrainingPassedThrough) {
    Session session(moons(), {.keyframe_every = 4, .keyframe_limit = GetParam()});
    const auto seen = train(session, 40);
    for (int step = 40; step >= 0; --step) {
        ASSERT_TRUE(session.apply(Seek{step}).ok);
        ASSERT_EQ(session.state_hash(), seen[static_cast<std::size_t>(step)]) << "step " << step;
    }
    for (const int step : {7, 31, 8, 40}) {
        ASSERT_TRUE(session.apply(Seek{step}).ok);
        EXPECT_EQ(session.state_hash(), seen[static_cast<std::size_t>(step)]) << "step " << step;
    }
    EXPECT_FALSE(session.diverged());
}
INSTANTIATE_TEST_SUITE_P(KeyframeBudgets, Timelines, testing::Values(2, 5, 100));

TEST_P(Timelines, TheJournalReplaysWithTheSteps) {
    for (const LoopKind loop : {LoopKind::KeepsFlags, LoopKind::Textbook}) {
        Recipe recipe = moons();
        recipe.loop = loop;
        recipe.batch_size = 200;  // five batches an epoch: ends of epochs are passed, too
        Session session(recipe, {.keyframe_every = 4, .keyframe_limit = GetParam()});
        const std::map<int, Command> commands{
            {3, set_mode("backbone.block1", false)},
            {6, Commit{}},
            {8, SetLoop{LoopKind::Textbook}},
            {11, session::Run{"model.backbone.block2.drop.p = 0.3"}},
            {12, set_learning_rate(0.002)},
            {15, SetLoop{LoopKind::KeepsFlags}},
            {17, set_requires_grad("head", false)}};
        std::vector<Hash128> seen;
        for (int step = 0; step < 20; ++step) {
            seen.push_back(session.state_hash());
            if (const auto it = commands.find(step); it != commands.end()) {
                ASSERT_EQ(session.apply(it->second).error, "") << step;
            }
            ASSERT_EQ(session.step(false).error, "");
        }
        const Hash128 end = session.state_hash();
        const std::size_t entries = session.timeline().journal.size();
        for (int step = 19; step >= 0; --step) {
            ASSERT_TRUE(session.apply(Seek{step}).ok);
            EXPECT_EQ(session.state_hash(), seen[static_cast<std::size_t>(step)]) << step;
        }
        // Playing on from the past goes the same way again, and leaves the future as it is.
        ASSERT_TRUE(session.apply(Advance{20}).ok);
        EXPECT_EQ(session.state_hash(), end);
        EXPECT_EQ(session.timeline().journal.size(), entries);
        EXPECT_FALSE(session.diverged());
    }
}

TEST(Undo, GoesToTheMomentBeforeTheLastEntryAndRedoBack) {
    Session session(moons(), {.keyframe_every = 4});
    session.begin_run();
    train(session, 10);
    session.end_run();
    const Hash128 at_10 = session.state_hash();
    session.apply(set_mode("backbone", false));
    const Hash128 in_eval = session.state_hash();
    session.begin_run();
    train(session, 5);
    session.end_run();
    const Hash128 at_15 = session.state_hash();

    session.apply(Undo{});
    EXPECT_EQ(session.state_hash(), in_eval) << "the whole run is one entry";
    session.apply(Undo{});
    EXPECT_EQ(session.state_hash(), at_10);
    session.apply(Redo{});
    EXPECT_EQ(session.state_hash(), in_eval);
    session.apply(Redo{});
    EXPECT_EQ(session.state_hash(), at_15);
    EXPECT_EQ(session.apply(Redo{}).error, "ValueError: there is nothing to redo");

    for (int i = 0; i < 3; ++i) session.apply(Undo{});
    EXPECT_EQ(session.state().step, 0);
    EXPECT_EQ(session.apply(Undo{}).error, "ValueError: there is nothing to undo");
}

TEST(Branch, AChangeInThePastStartsOneAndUndoBringsTheOldRunBack) {
    Session session(moons(), {.keyframe_every = 4});
    const auto seen = train(session, 20);
    session.apply(Seek{8});
    session.apply(set_mode("backbone", false));
    EXPECT_EQ(session.timeline().tip.step, 8) << "the old future is no part of the new branch";
    session.apply(Advance{3});
    EXPECT_NE(session.state_hash(), seen[11]);

    session.apply(Undo{});
    session.apply(Undo{});
    EXPECT_EQ(session.state_hash(), seen[8]);
    EXPECT_EQ(session.timeline().tip.step, 20);
    session.apply(Seek{20});
    EXPECT_EQ(session.state_hash(), seen[20]);
}

TEST(Branch, ALineThatOnlyAsksInThePastStartsNone) {
    Session session(moons());
    train(session, 5);
    session.apply(Seek{2});
    EXPECT_EQ(session.apply(session::Run{"model.training"}).error, "");
    EXPECT_EQ(session.timeline().tip.step, 5);
    EXPECT_TRUE(session.timeline().journal.empty());
}

TEST(Seek, OutsideOfTheTimelineIsRefused) {
    Session session(moons());
    train(session, 3);
    EXPECT_EQ(session.apply(Seek{4}).error,
              "ValueError: step 4 is not on the timeline: expected 0 to 3");
    EXPECT_FALSE(session.apply(Seek{-1}).ok);
    EXPECT_EQ(session.state().step, 3);
}

TEST(Seek, StoppedHalfWayLeavesEverythingWhereItWas) {
    Session session(moons(), {.keyframe_every = 100});
    train(session, 20);
    const Hash128 before = session.state_hash();
    const std::atomic<bool> cancel = true;
    EXPECT_TRUE(session.apply(Seek{10}, &cancel).ok);
    EXPECT_EQ(session.state_hash(), before);
    EXPECT_THAT(session.result_line(), testing::HasSubstr("Stopped"));
}

}  // namespace
}  // namespace engine::session
