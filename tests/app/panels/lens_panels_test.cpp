// The two lenses: what they say in both modes, and what a click or a drag asks for.
#include "app/panels/panels.h"
#include "tests/app/panels/harness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace app::panels {
namespace {

using engine::session::ProbeKind;
using engine::session::SessionView;
using test::HeadlessUi;
using test::Recorder;
using test::Sample;
using test::sample_view;

/// Only the two lenses, where the first screen puts them.
struct Lenses {
    explicit Lenses(Sample sample, HeadlessUi::Options options = {})
        : ui(options), view(sample_view(sample)), shell(start(view), lenses()) {
        ui.ui.set_reduced_motion(true);
        ui.show([this] { shell.draw(view, asked); });
    }

    static WindowState start(const SessionView& view) {
        WindowState state;
        state.watch = view.watch;
        state.reduced_motion = true;
        return state;
    }
    static std::vector<PanelPtr> lenses() {
        std::vector<PanelPtr> panels;
        panels.push_back(make_dropout_lens_panel());
        panels.push_back(make_batch_norm_lens_panel());
        return panels;
    }
    void change_to(Sample sample) {
        view = sample_view(sample);
        ui.run_frames();
    }

    HeadlessUi ui;
    Recorder asked;
    SessionView view;
    Shell shell;
};

TEST(DropoutLens, SaysHowManyCellsDifferAndForgetsNothingOnAFlip) {
    Lenses lenses(Sample::TwoMoons);
    EXPECT_TRUE(lenses.ui.shows_text("cells that differ"));
    EXPECT_TRUE(lenses.ui.shows_text("kept values × 2.00"));
    EXPECT_TRUE(lenses.ui.shows_text("same draw as before"));
    lenses.change_to(Sample::AllEval);
    EXPECT_TRUE(lenses.ui.shows_text("14 → 0"));
    EXPECT_TRUE(lenses.ui.shows_text("y = x"));
    EXPECT_TRUE(lenses.ui.shows_text("draws nothing"));
    EXPECT_EQ(lenses.ui.require("dropout_lens/picture").value, "eval");
}

TEST(DropoutLens, SaysWhyNoDropoutRan) {
    Lenses lenses(Sample::BatchOfOne);
    lenses.view.dropout.present = false;
    lenses.ui.run_frames();
    EXPECT_FALSE(lenses.ui.shows_text("This model has no Dropout"));
    EXPECT_TRUE(lenses.ui.shows_text("No Dropout ran"));
}

TEST(DropoutLens, RunAgainAsksForAPreviewAndNoCommand) {
    Lenses lenses(Sample::TwoMoons);
    const int before = lenses.asked.previews;
    lenses.ui.click("dropout_lens/again");
    EXPECT_EQ(lenses.asked.previews, before + 1);
    EXPECT_TRUE(lenses.asked.asked.empty());
}

TEST(BatchNormLens, NamesTheRulerThatIsNotUsed) {
    Lenses lenses(Sample::TwoMoons);
    EXPECT_TRUE(lenses.ui.shows_text("running 0.20 ± 0.93   not used"));
    EXPECT_TRUE(lenses.ui.shows_text("would: 0.1 × the gap"));
    lenses.change_to(Sample::Mixed);
    EXPECT_TRUE(lenses.ui.shows_text("running 0.20 ± 0.93"));
    EXPECT_FALSE(lenses.ui.shows_text("running 0.20 ± 0.93   not used"));
    EXPECT_TRUE(lenses.ui.shows_text("not written"));
}

TEST(BatchNormLens, KeepsItsChannelWhileTrainingMovesTheGaps) {
    Lenses lenses(Sample::TwoMoons);
    const int chosen = lenses.view.batch_norm.channel;
    EXPECT_EQ(lenses.asked.looks.back().channel, chosen);
    lenses.view.batch_norm.channel = chosen + 1;
    lenses.ui.run_frames();
    EXPECT_EQ(lenses.asked.looks.back().channel, chosen);
}

TEST(BatchNormLens, ChoosesTheProbeBatch) {
    Lenses lenses(Sample::TwoMoons);
    lenses.ui.click("batch_norm_lens/probe/1 sample");
    EXPECT_EQ(lenses.asked.looks.back().probe, ProbeKind::OneSample);
    lenses.ui.click("batch_norm_lens/probe/shuffled");
    EXPECT_EQ(lenses.asked.looks.back().probe, ProbeKind::Shuffled);
}

TEST(BatchNormLens, SaysWouldOnlyOfAPreview) {
    Lenses lenses(Sample::TwoMoons);
    EXPECT_TRUE(lenses.ui.shows_text("would: 0.1 × the gap"));
    lenses.view.pass.preview = false;
    lenses.ui.run_frames();
    EXPECT_TRUE(lenses.ui.shows_text("written: 0.1 × the gap"));
}

TEST(BatchNormLens, WalksThroughTheChannelsRound) {
    Lenses lenses(Sample::TwoMoons);
    lenses.ui.click("batch_norm_lens/channel/next");
    EXPECT_EQ(lenses.asked.looks.back().channel, lenses.view.batch_norm.channel + 1);
    lenses.view.batch_norm.channel = 0;
    lenses.ui.run_frames();
    lenses.ui.click("batch_norm_lens/channel/previous");
    EXPECT_EQ(lenses.asked.looks.back().channel, 15);
}

TEST(BatchNormLens, ADraggedSampleIsAskedForWhileItIsHeldOnly) {
    Lenses lenses(Sample::TwoMoons);
    const ui::Anchor rail = lenses.ui.require("batch_norm_lens/samples");
    const ImVec2 from{(rail.min.x + rail.max.x) / 2, (rail.min.y + rail.max.y) / 2};
    lenses.ui.ui.input().move(from.x, from.y);
    lenses.ui.ui.input().button(0, true);
    lenses.ui.run_frames();
    lenses.ui.ui.input().move(from.x + 60, from.y);
    lenses.ui.run_frames();
    ASSERT_TRUE(lenses.asked.looks.back().dragged_sample);
    const double units = 60.0 *
                         (lenses.view.batch_norm.axis_high - lenses.view.batch_norm.axis_low) /
                         (rail.max.x - rail.min.x);
    EXPECT_NEAR(lenses.asked.looks.back().dragged_sample->second, units, 1e-3);
    lenses.ui.ui.input().button(0, false);
    lenses.ui.run_frames();
    EXPECT_FALSE(lenses.asked.looks.back().dragged_sample);
}

TEST(BatchNormLens, ABatchOfOneIsRefusedInPyTorchsWords) {
    Lenses lenses(Sample::BatchOfOne);
    EXPECT_TRUE(lenses.ui.shows_text("Expected more than 1 value per channel when training"));
    EXPECT_TRUE(lenses.ui.shows_text("Use 2 or more, drop_last=True, or bn.eval()."));
}

struct Place {
    ImVec2 size;
    float scale;
};

TEST(Lenses, ClipNoTextAtAnySizeInAnyState) {
    const Place places[] = {
        {{1280, 800}, 1}, {{1920, 1080}, 1}, {{1920, 1080}, 1.5f}, {{2560, 1600}, 2}};
    for (const Place& place : places) {
        for (const Sample sample :
             {Sample::Nothing, Sample::TwoMoons, Sample::Mixed, Sample::AllEval, Sample::Training,
              Sample::BatchOfOne, Sample::Images}) {
            Lenses lenses(sample, {.size = place.size, .scale = place.scale});
            EXPECT_EQ(lenses.ui.clipped_texts(), "")
                << place.size.x << " x " << place.size.y << " at " << place.scale << ", sample "
                << static_cast<int>(sample);
        }
    }
}

}  // namespace
}  // namespace app::panels
