#include "app/panels/panels.h"
#include "engine/session/command.h"
#include "tests/app/panels/one_panel.h"

#include <string>
#include <variant>

namespace app::panels {
namespace {

using engine::session::CardView;
using engine::session::Commit;
using engine::session::CompareWith;
using test::HeadlessUi;
using test::OnePanel;
using test::Sample;

/// The pass's place in windows of 1280x800 and 1920x1080 at 100 % and 200 %.
const HeadlessUi::Options kNormal{.size = {446, 300}};
const HeadlessUi::Options kPlaces[] = {
    kNormal,
    {.size = {1086, 440}},
    {.size = {1256, 500}, .scale = 2},
    {.size = {700, 560}, .scale = 2, .theme = ui::ThemeId::Dark},
};

class PassPanelPlaces : public testing::TestWithParam<std::tuple<HeadlessUi::Options, Sample>> {};

TEST_P(PassPanelPlaces, CutsNoTextAndShowsEveryCallInside) {
    const auto& [options, sample] = GetParam();
    OnePanel pass(make_pass_panel(), sample, options);
    EXPECT_EQ(pass.ui.clipped_texts(), "");
    const ui::Anchor& panel = pass.ui.require("pass");
    for (const CardView& card : pass.view.pass.cards) {
        const ui::Anchor& anchor = pass.ui.require("pass/card/" + card.path);
        EXPECT_GE(anchor.min.x, panel.min.x);
        EXPECT_LE(anchor.max.x, panel.max.x);
    }
}

INSTANTIATE_TEST_SUITE_P(States, PassPanelPlaces,
                         testing::Combine(testing::ValuesIn(kPlaces),
                                          testing::Values(Sample::Nothing, Sample::TwoMoons,
                                                          Sample::Workbench, Sample::Training,
                                                          Sample::BatchOfOne, Sample::Images)));

TEST(PassPanel, CardsOfOneRowDoNotOverlapAndStandInTheirFrame) {
    OnePanel pass(make_pass_panel(), Sample::Workbench, {.size = {1086, 440}});
    const ui::Anchor& fc = pass.ui.require("pass/card/backbone.block1.fc");
    const ui::Anchor& bn = pass.ui.require("pass/card/backbone.block1.bn");
    const ui::Anchor& block = pass.ui.require("pass/card/backbone.block1");
    EXPECT_LE(fc.max.x, bn.min.x);
    EXPECT_EQ(fc.min.y, bn.min.y);
    EXPECT_GE(fc.min.y, block.max.y);
    EXPECT_GT(fc.min.x, block.min.x);
}

TEST(PassPanel, SelectsTheModuleThatWasClicked) {
    OnePanel pass(make_pass_panel(), Sample::Workbench, {.size = {1086, 440}});
    pass.ui.click("pass/card/backbone.block1.drop");
    EXPECT_EQ(pass.window.watch.selected, "backbone.block1.drop");
    pass.ui.click("pass/card/backbone");
    EXPECT_EQ(pass.window.watch.selected, "backbone");
}

TEST(PassPanel, BringsAModuleThatWasSelectedElsewhereIntoSight) {
    OnePanel pass(make_pass_panel(), Sample::Workbench, kNormal);
    EXPECT_FALSE(pass.ui.require("pass/card/head").visible);
    pass.window.watch.selected = "head";
    pass.ui.run_frames();
    EXPECT_TRUE(pass.ui.require("pass/card/head").visible);
}

TEST(PassPanel, PreviewsAgainAndRunsForReal) {
    OnePanel pass(make_pass_panel(), Sample::TwoMoons, kNormal);
    pass.ui.click("pass/preview_again");
    EXPECT_EQ(pass.requests.previews, 1);
    EXPECT_TRUE(pass.requests.commands.empty());
    pass.ui.click("pass/run_for_real");
    ASSERT_EQ(pass.requests.commands.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<Commit>(pass.requests.commands[0]));
}

TEST(PassPanel, RunsNothingWhileTraining) {
    OnePanel pass(make_pass_panel(), Sample::Training, kNormal);
    EXPECT_FALSE(pass.ui.require("pass/preview_again").enabled);
    EXPECT_FALSE(pass.ui.require("pass/run_for_real").enabled);
    EXPECT_EQ(pass.ui.require("pass/preview").value, "real");
}

TEST(PassPanel, ChoosesWhatToCompareWith) {
    OnePanel pass(make_pass_panel(), Sample::Workbench, kNormal);
    pass.ui.click("pass/compare/all train");
    EXPECT_EQ(pass.window.watch.compare, CompareWith::AllTrain);
    pass.ui.click("pass/compare/saved");
    EXPECT_EQ(pass.window.watch.compare, CompareWith::Saved);
    pass.ui.click("pass/compare/nothing");
    EXPECT_EQ(pass.window.watch.compare, CompareWith::Nothing);
}

TEST(PassPanel, LetsTheStreamShift) {
    OnePanel pass(make_pass_panel(), Sample::Workbench, {.size = {1086, 440}});
    pass.ui.click("pass/draws/let the stream shift");
    EXPECT_TRUE(pass.window.watch.let_stream_shift);
    pass.ui.click("pass/draws/same draw as before");
    EXPECT_FALSE(pass.window.watch.let_stream_shift);
}

TEST(PassPanel, TellsWhereTwoSettingsPart) {
    OnePanel pass(make_pass_panel(), Sample::Workbench, {.size = {1086, 900}});
    EXPECT_TRUE(pass.ui.shows_text("backbone.block1.bn"));
    EXPECT_TRUE(pass.ui.shows_text("differs 0.31"));
    EXPECT_TRUE(pass.ui.shows_text("Compare with all eval"));
    EXPECT_EQ(pass.ui.require("pass/comparison/backbone.block1.fc").value, "0");
    pass.ui.click("pass/comparison/head");
    EXPECT_EQ(pass.window.watch.selected, "head");
}

TEST(PassPanel, ShowsNoComparisonThatTheViewDoesNotCarry) {
    OnePanel pass(make_pass_panel(), Sample::BatchOfOne, kNormal);
    EXPECT_EQ(pass.ui.find("pass/comparison"), nullptr);
}

TEST(PassPanel, ShowsPyTorchsWordsOnTheCardThatRaisedAndNoneAfterIt) {
    OnePanel pass(make_pass_panel(), Sample::BatchOfOne, {.size = {446, 700}});
    EXPECT_EQ(pass.ui.require("pass/card/backbone.block1.bn").value, "error");
    EXPECT_TRUE(pass.ui.shows_text("Expected more than 1 value per channel when training"));
    EXPECT_TRUE(pass.ui.shows_text("drop_last=True"));
    EXPECT_EQ(pass.ui.find("pass/card/backbone.block1.act"), nullptr);
}

TEST(PassPanel, ShowsAnErrorThatBelongsToNoCard) {
    OnePanel pass(make_pass_panel(), Sample::TwoMoons, kNormal);
    pass.view.pass.cards.clear();
    pass.view.pass.error =
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x2 and 3x16)";
    pass.ui.run_frames();
    EXPECT_TRUE(pass.ui.shows_text("mat1 and mat2"));
    EXPECT_EQ(pass.ui.clipped_texts(), "");
}

TEST(PassPanel, MarksForFourSecondsWhatACallDoesOtherwiseNow) {
    OnePanel pass(make_pass_panel(), Sample::Workbench, {.size = {1086, 900}});
    CardView& drop = pass.view.pass.cards[5];
    ASSERT_EQ(drop.path, "backbone.block1.drop");
    drop.effect = "241 of 512 dropped";  // another mask is no news
    pass.ui.run_frames();
    EXPECT_FALSE(pass.ui.shows_text("was:"));
    drop.training = false;
    drop.effect = "y = x";
    pass.ui.run_frames();
    EXPECT_TRUE(pass.ui.shows_text("was: 241 of 512"));
    pass.ui.wait(4.2);
    EXPECT_FALSE(pass.ui.shows_text("was:"));
}

TEST(PassPanel, MarksNothingWhileTrainingRuns) {
    OnePanel pass(make_pass_panel(), Sample::Training, {.size = {1086, 900}});
    pass.view.pass.cards[5].effect = "y = x";
    pass.ui.run_frames();
    EXPECT_FALSE(pass.ui.shows_text("was:"));
}

TEST(PassPanel, SaysOfAGhostThatNoFlagReachesIt) {
    OnePanel pass(make_pass_panel(), Sample::Workbench, {.size = {1086, 900}});
    CardView ghost = pass.view.pass.cards[5];
    ghost.module = -1;
    ghost.path = "";
    ghost.title = "Dropout";
    ghost.not_reached = true;
    pass.view.pass.cards.push_back(ghost);
    pass.view.pass.cards.push_back(ghost);  // called twice
    pass.ui.run_frames();
    EXPECT_TRUE(pass.ui.shows_text("flag not reached"));
    const std::string selected = pass.window.watch.selected;
    pass.ui.click("pass/card/Dropout#2");
    EXPECT_EQ(pass.window.watch.selected, selected);
}

TEST(PassPanel, SaysWhatIsMissing) {
    OnePanel nothing(make_pass_panel(), Sample::Nothing, kNormal);
    EXPECT_TRUE(nothing.ui.shows_text("No session yet."));
    OnePanel no_pass(make_pass_panel(), Sample::TwoMoons, kNormal);
    EXPECT_TRUE(no_pass.ui.shows_text("No pass yet."));
}

}  // namespace
}  // namespace app::panels
