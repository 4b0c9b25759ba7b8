// The parts around the tree: top bar, transport, console, curves, dialogs, shortcuts.

#include "tests/app/panels/harness.h"

namespace app::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const ImVec2 kRoomy{1920, 1080};

struct ClickCase {
    const char* anchor;
    const char* asked;
};

class Click : public testing::TestWithParam<ClickCase> {};

TEST_P(Click, AsksForWhatItSays) {
    WindowUnderTest window(Sample::Mixed, {.size = kRoomy}, workbench());
    window.view.can_undo = window.view.can_redo = true;
    window.ui.click(GetParam().anchor);
    EXPECT_THAT(window.asked(), ElementsAre(GetParam().asked));
}

INSTANTIATE_TEST_SUITE_P(Buttons, Click,
                         testing::Values(ClickCase{"transport/back", "seek 199"},
                                         ClickCase{"transport/play", "play"},
                                         ClickCase{"transport/step", "advance 1"},
                                         ClickCase{"transport/epoch", "advance epoch"},
                                         ClickCase{"transport/reset", "restart two_moons from 0"},
                                         ClickCase{"transport/undo", "undo"},
                                         ClickCase{"transport/redo", "redo"},
                                         ClickCase{"top_bar/model_train", "run model.train()"},
                                         ClickCase{"top_bar/model_eval", "run model.eval()"}));

struct ChoiceCase {
    const char* list;
    const char* choice;
    const char* asked;
};

class Choice : public testing::TestWithParam<ChoiceCase> {};

TEST_P(Choice, AsksForWhatItSays) {
    WindowUnderTest window(Sample::Mixed, {.size = kRoomy}, workbench());
    const std::string list = GetParam().list;
    window.ui.click(list);
    window.ui.click(list + "/" + GetParam().choice);
    EXPECT_THAT(window.asked(), ElementsAre(GetParam().asked));
}

INSTANTIATE_TEST_SUITE_P(
    Lists, Choice,
    testing::Values(ChoiceCase{"transport/speed", "100 steps/s", "speed 100"},
                    ChoiceCase{"transport/speed", "unlimited", "speed 0"},
                    ChoiceCase{"transport/learning_rate", "0.001",
                               "run optimizer.param_groups[0]['lr'] = 0.001"},
                    ChoiceCase{"transport/optimizer", "SGD", "restart two_moons"},
                    ChoiceCase{"transport/batch_size", "64", "restart two_moons"},
                    ChoiceCase{"transport/seed", "3", "restart two_moons"},
                    ChoiceCase{"transport/loop", "textbook", "loop textbook"},
                    ChoiceCase{"top_bar/grad_mode", "no_grad", "run torch.set_grad_enabled(False)"},
                    ChoiceCase{"top_bar/requires_grad", "False", "run model.requires_grad_(False)"},
                    ChoiceCase{"top_bar/recipe", "Fashion-MNIST", "restart fashion_mnist"}));

TEST(Window, OnlyDropoutTrainsIsASequenceOfLines) {
    WindowUnderTest window(Sample::Mixed, {.size = kRoomy}, workbench());
    window.ui.click("top_bar/only_dropout");
    EXPECT_THAT(window.asked(),
                ElementsAre("run model.eval()", "run model.backbone.block1.drop.train()",
                            "run model.backbone.block2.drop.train()"));
}

TEST(Window, PlayingOffersPause) {
    WindowUnderTest window(Sample::Training);
    window.ui.click("transport/play");
    window.ui.key(GLFW_KEY_P);
    EXPECT_THAT(window.asked(), ElementsAre("pause", "pause"));
}

TEST(Window, KeysDoWhatTheHelpSays) {
    WindowUnderTest window;
    window.view.can_undo = true;
    window.ui.key(GLFW_KEY_P);
    window.ui.key(GLFW_KEY_PERIOD);
    window.ui.key_with(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_Z);
    EXPECT_THAT(window.asked(), ElementsAre("play", "advance 1", "undo"));
    const int before = window.recorder.previews;
    window.ui.key(GLFW_KEY_R);
    EXPECT_EQ(window.recorder.previews, before + 1);
    window.ui.key(GLFW_KEY_F2);
    EXPECT_TRUE(window.state().workbench);
    window.ui.key(GLFW_KEY_F5);
    EXPECT_TRUE(window.state().presenter);
    window.ui.key(GLFW_KEY_ESCAPE);
    EXPECT_FALSE(window.state().presenter);
}

TEST(Window, F1OpensTheHelpAndEscapeClosesIt) {
    WindowUnderTest window;
    window.ui.key(GLFW_KEY_F1);
    EXPECT_NE(window.ui.find("help/close"), nullptr);
    EXPECT_TRUE(window.ui.shows_text("Shift+T"));
    window.ui.key(GLFW_KEY_ESCAPE);
    EXPECT_EQ(window.ui.find("help/close"), nullptr);
    window.ui.click("top_bar/help");
    window.ui.click("help/close");
    EXPECT_FALSE(window.state().help_open);
}

TEST(Window, ThePartUnderTheMouseFillsTheWindowWithOneKey) {
    WindowUnderTest window;
    window.ui.hover("answers");
    window.ui.key(GLFW_KEY_F11);
    EXPECT_EQ(window.shell.layout().parts.size(), 1u);
    window.ui.key(GLFW_KEY_F11);
    EXPECT_GT(window.shell.layout().parts.size(), 1u);
}

TEST(Window, AChangeInThePastAsksFirst) {
    WindowUnderTest window;
    window.view.step = 120;
    window.view.last_step = 218;
    window.ui.click("tree/backbone/mode/eval");
    EXPECT_THAT(window.asked(), IsEmpty());
    window.ui.click("past/go_on");
    EXPECT_THAT(window.asked(), ElementsAre("run model.backbone.eval()"));
    window.asked().clear();
    window.ui.click("tree/backbone/mode/train");
    window.ui.click("past/back");
    EXPECT_THAT(window.asked(), ElementsAre("seek 218"));
    EXPECT_EQ(window.ui.find("past/back"), nullptr);
}

TEST(Window, TheConsoleRunsALineAndRemembersIt) {
    WindowUnderTest window(Sample::Mixed, {}, workbench());
    window.ui.key(GLFW_KEY_SLASH);
    window.ui.type("model.eval()");
    window.ui.key(GLFW_KEY_ENTER);
    EXPECT_THAT(window.asked(), ElementsAre("run model.eval()"));
    window.ui.key(GLFW_KEY_UP);
    window.ui.key(GLFW_KEY_ENTER);
    EXPECT_THAT(window.asked(), ElementsAre("run model.eval()", "run model.eval()"));
}

TEST(Window, AnErrorIsShownInItsWordsAndCanBeDismissed) {
    WindowUnderTest window(Sample::Error);
    EXPECT_NE(window.ui.find("banner/error/copy"), nullptr);
    window.ui.click("banner/error/copy");
    EXPECT_NE(std::string(ImGui::GetClipboardText()).find("AttributeError"), std::string::npos);
    window.ui.click("banner/error/dismiss");
    EXPECT_EQ(window.ui.find("banner/error"), nullptr);
}

TEST(Window, TheTimelineSeeksWhereItIsClicked) {
    WindowUnderTest window(Sample::Mixed, {.size = kRoomy}, workbench());
    const ui::Anchor bar = window.ui.require("transport/timeline");
    window.ui.click_at(bar.center());
    EXPECT_THAT(window.asked(), ElementsAre("seek 100"));
}

TEST(Window, LooksAndPreviewsByItselfAfterAChangeAndThenStops) {
    WindowUnderTest window;
    window.ui.wait(5);
    EXPECT_EQ(window.recorder.previews, 6);
    window.ui.wait(5);
    EXPECT_EQ(window.recorder.previews, 6);
    ++window.view.revision;
    window.ui.wait(5);
    EXPECT_EQ(window.recorder.previews, 12);
}

TEST(Window, WithReducedMotionNothingRunsByItself) {
    panels::WindowState state;
    state.reduced_motion = true;
    WindowUnderTest window(Sample::Mixed, {}, state);
    window.ui.wait(5);
    EXPECT_EQ(window.recorder.previews, 0);
}

TEST(Window, WatchesOnlyWhatIsOnScreen) {
    WindowUnderTest window;
    window.ui.key(GLFW_KEY_F2);
    ASSERT_FALSE(window.recorder.looks.empty());
    EXPECT_TRUE(window.recorder.looks.back().cards);
    EXPECT_TRUE(window.recorder.looks.back().inspector);
}

TEST(Window, ASplitterIsDragged) {
    WindowUnderTest window;
    const ui::Anchor gap = window.ui.require("split_left");
    const ImVec2 from = gap.center();
    window.ui.drag(from, {from.x + 40, from.y});
    EXPECT_NEAR(window.state().splits.left, 336, 2);
}

TEST(Window, WhatStandsUnderTabsIsReachedByTheMouseFromTheStart) {
    WindowUnderTest window(Sample::Workbench, {}, test::workbench());
    ASSERT_EQ(window.ui.require("curves/loss/legend/train").value, "shown");
    window.ui.click("curves/loss/legend/train");
    EXPECT_EQ(window.ui.require("curves/loss/legend/train").value, "hidden");
}

TEST(Window, SizeAndThemeAreOneClickAway) {
    WindowUnderTest window;
    window.ui.click("top_bar/theme");
    EXPECT_EQ(window.state().theme, ui::ThemeId::Dark);
    window.ui.click("top_bar/text_size");
    window.ui.click("top_bar/text_size/Text size 200 %");
    EXPECT_EQ(window.state().scale, 2);
}

TEST(Window, TakesUpTheProbeBatchOfOtherData) {
    WindowUnderTest window(Sample::TwoMoons);
    ASSERT_EQ(window.state().watch.probe, engine::session::ProbeKind::OneClass);
    window.view = sample_view(Sample::Images);
    window.ui.run_frames();
    EXPECT_EQ(window.state().watch.probe, engine::session::ProbeKind::Shuffled);
    // What a person chooses then stays.
    window.state().watch.probe = engine::session::ProbeKind::OneSample;
    window.ui.run_frames();
    EXPECT_EQ(window.state().watch.probe, engine::session::ProbeKind::OneSample);
}

}  // namespace
}  // namespace app::test
