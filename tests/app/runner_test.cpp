#include "app/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

namespace app {
namespace {

using engine::session::Advance;
using engine::session::Recipe;
using engine::session::Restart;
using engine::session::SessionViewPtr;
using engine::session::set_mode;

Recipe moons() {
    Recipe recipe;
    recipe.start_step = 3;
    return recipe;
}

/// Until something holds; a machine that is very slow fails the test instead of hanging it.
template <class Condition>
bool wait_for(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

TEST(Runner, HasAViewBeforeThereIsASession) {
    Runner runner;
    ASSERT_NE(runner.view(), nullptr);
    EXPECT_FALSE(runner.view()->loaded);
}

class Runners : public testing::TestWithParam<Runner::Mode> {};
INSTANTIATE_TEST_SUITE_P(Modes, Runners,
                         testing::Values(Runner::Mode::Threaded, Runner::Mode::Synchronous));

TEST_P(Runners, PublishesAfterEveryCommandInTurn) {
    Runner runner(GetParam());
    std::atomic<int> woken = 0;
    runner.set_wake([&] { ++woken; });
    runner.submit(Restart{moons()});
    runner.submit(set_mode("backbone", false));
    runner.submit(Advance{2});
    runner.run_until_idle();
    const SessionViewPtr view = runner.view();
    EXPECT_TRUE(view->loaded);
    EXPECT_EQ(view->step, 5);
    EXPECT_EQ(view->in_eval, 11);
    EXPECT_FALSE(view->busy);
    EXPECT_GE(woken, 3);
    EXPECT_TRUE(runner.idle());
    runner.set_wake({});
}

TEST_P(Runners, AnErrorComesInTheViewAndTheSessionGoesOn) {
    Runner runner(GetParam());
    runner.submit(Restart{moons()});
    runner.submit(engine::session::Run{"model.backbone.evil()"});
    runner.run_until_idle();
    EXPECT_THAT(runner.view()->error, testing::StartsWith("AttributeError: "));
    runner.submit(Advance{1});
    runner.run_until_idle();
    EXPECT_EQ(runner.view()->error, "");
    EXPECT_EQ(runner.view()->step, 4);
}

TEST_P(Runners, ALookChangesTheViewAndNotTheSession) {
    Runner runner(GetParam());
    runner.submit(Restart{moons()});
    runner.run_until_idle();
    const SessionViewPtr before = runner.view();
    engine::session::Watch watch = before->watch;
    watch.selected = "head";
    watch.cards = true;
    runner.look(watch);
    runner.preview();
    runner.run_until_idle();
    const SessionViewPtr after = runner.view();
    EXPECT_EQ(after->watch.selected, "head");
    EXPECT_FALSE(after->pass.cards.empty());
    EXPECT_GT(after->publication, before->publication);
    EXPECT_EQ(after->revision, before->revision);
    EXPECT_EQ(after->state_hash, before->state_hash);
}

TEST_P(Runners, AnswersThePromptAndRaisesNoRevision) {
    Runner runner(GetParam());
    runner.submit(Restart{moons()});
    runner.run_until_idle();
    const SessionViewPtr before = runner.view();
    runner.complete("model.backbone.bl", 17);
    runner.run_until_idle();
    const SessionViewPtr after = runner.view();
    ASSERT_NE(after->completion, nullptr);
    EXPECT_EQ(after->completion->text, "model.backbone.bl");
    EXPECT_EQ(after->completion->candidates.size(), 2u);
    EXPECT_EQ(after->revision, before->revision);
    EXPECT_EQ(after->state_hash, before->state_hash);
}

TEST(Runner, AnswersThePromptWhileItPlays) {
    Runner runner;
    runner.submit(Restart{moons()});
    runner.run_until_idle();
    runner.set_speed(0);
    runner.play();
    ASSERT_TRUE(wait_for([&] { return runner.view()->step > 10; }));
    runner.complete("model.he", 8);
    ASSERT_TRUE(wait_for([&] {
        const auto answer = runner.view()->completion;
        return answer && answer->text == "model.he";
    }));
    EXPECT_TRUE(runner.view()->playing);
    // Later views carry it on.
    const int64_t step = runner.view()->step;
    ASSERT_TRUE(wait_for([&] { return runner.view()->step > step; }));
    EXPECT_NE(runner.view()->completion, nullptr);
}

TEST(Runner, SaysWhichLineRunsAndStopsItWithEverythingAsItWas) {
    Runner runner;
    runner.submit(Restart{moons()});
    runner.run_until_idle();
    const SessionViewPtr before = runner.view();
    runner.submit(engine::session::Run{"x = 5\nwhile True: x += 1"});
    ASSERT_TRUE(wait_for([&] { return !runner.view()->running.empty(); }));
    runner.pause();
    runner.run_until_idle();
    EXPECT_EQ(runner.view()->running, "");
    EXPECT_EQ(runner.view()->state_hash, before->state_hash);
}

TEST(Runner, AnotherPreviewDrawsOtherMasksAndCounts) {
    Runner runner(Runner::Mode::Synchronous);
    runner.submit(Restart{moons()});
    runner.run_until_idle();
    const SessionViewPtr before = runner.view();
    runner.preview();
    runner.run_until_idle();
    EXPECT_NE(runner.view()->dropout.dropped, before->dropout.dropped);
    EXPECT_GT(runner.view()->dropout.pass_counter, before->dropout.pass_counter);
}

TEST(Runner, PlaysUntilItIsPaused) {
    Runner runner;
    runner.submit(Restart{moons()});
    runner.run_until_idle();
    runner.set_speed(0);
    runner.play();
    ASSERT_TRUE(wait_for([&] { return runner.view()->step > 30; }));
    EXPECT_TRUE(runner.view()->playing);
    EXPECT_FALSE(runner.idle());
    runner.pause();
    runner.run_until_idle();
    const SessionViewPtr paused = runner.view();
    EXPECT_FALSE(paused->playing);
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    EXPECT_EQ(runner.view()->step, paused->step);

    runner.submit(engine::session::Undo{});
    runner.run_until_idle();
    EXPECT_EQ(runner.view()->step, 3) << "from play to pause is one entry";
}

TEST(Runner, TakesAFlipWhileItPlays) {
    Runner runner;
    runner.submit(Restart{moons()});
    runner.set_speed(0);
    runner.play();
    runner.submit(set_mode("backbone", false));
    ASSERT_TRUE(wait_for([&] { return runner.view()->in_eval == 11; }));
    const int64_t then = runner.view()->step;
    EXPECT_TRUE(wait_for([&] { return runner.view()->step > then + 5; }));
}

TEST(Runner, AStepThatFailsEndsPlaying) {
    Runner runner;
    runner.submit(Restart{moons()});
    runner.submit(engine::session::set_grad_enabled(false));
    runner.run_until_idle();
    runner.play();
    ASSERT_TRUE(wait_for([&] { return !runner.view()->error.empty(); }));
    runner.run_until_idle();
    EXPECT_FALSE(runner.view()->playing);
    EXPECT_THAT(runner.view()->error, testing::HasSubstr("does not require grad"));
}

TEST(Runner, OtherDataGetTheProbeBatchThatShowsAFlip) {
    if (!std::filesystem::exists("/usr/share/datasets/fashion-mnist")) {
        GTEST_SKIP() << "no dataset-fashion-mnist here: scripts/setup installs it";
    }
    Runner runner(Runner::Mode::Synchronous);
    runner.submit(Restart{moons()});
    runner.run_until_idle();
    EXPECT_EQ(runner.view()->watch.probe, engine::session::ProbeKind::OneClass);
    Recipe photos = engine::session::recipe_named("residual");
    photos.start_step = 0;
    photos.train_limit = 200;
    runner.submit(Restart{photos});
    runner.run_until_idle();
    EXPECT_EQ(runner.view()->watch.probe, engine::session::ProbeKind::Shuffled);
    EXPECT_THAT(runner.view()->pass.batch, testing::HasSubstr("brightness"));
    // The same data again: what a person chose stays.
    engine::session::Watch chosen = runner.view()->watch;
    chosen.probe = engine::session::ProbeKind::OneClass;
    runner.look(chosen);
    runner.submit(Restart{photos});
    runner.run_until_idle();
    EXPECT_EQ(runner.view()->watch.probe, engine::session::ProbeKind::OneClass);
}

TEST(Runner, EndsCleanlyWhileItTrains) {
    for (int i = 0; i < 5; ++i) {
        Runner runner;
        runner.submit(Restart{moons()});
        runner.set_speed(0);
        runner.play();
        wait_for([&] { return runner.view()->step > 3 + i; });
    }
    Runner runner;
    Recipe far = moons();
    far.start_step = 1'000'000'000;
    runner.submit(Restart{far});
    ASSERT_TRUE(wait_for([&] { return runner.view()->busy; }));
}

TEST(Runner, PauseEndsALongReplay) {
    Runner runner;
    Recipe far = moons();
    far.start_step = 1'000'000'000;
    runner.submit(Restart{far});
    ASSERT_TRUE(wait_for([&] { return runner.view()->busy; }));
    runner.pause();
    runner.run_until_idle();
    EXPECT_TRUE(runner.view()->loaded);
    EXPECT_FALSE(runner.view()->busy);
}

}  // namespace
}  // namespace app
