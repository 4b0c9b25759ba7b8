// Each click, hover and key on the tree, through the whole window.

#include "tests/app/panels/harness.h"

#include <array>

namespace app::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Tree, ClickingASegmentRunsExactlyTheMethodOnIt) {
    WindowUnderTest window;
    window.ui.click("tree/backbone.block2/mode/train");
    window.ui.click("tree/backbone.block1/mode/eval");
    window.ui.click("tree/model/mode/eval");
    EXPECT_THAT(window.asked(),
                ElementsAre("run model.backbone.block2.train()", "run model.backbone.block1.eval()",
                            "run model.eval()"));
}

TEST(Tree, TheFilledSegmentCallsItsMethodToo) {
    WindowUnderTest window;
    window.ui.click("tree/backbone/mode/train");
    EXPECT_THAT(window.asked(), ElementsAre("run model.backbone.train()"));
}

TEST(Tree, ShiftWritesThisFlagOnly) {
    WindowUnderTest window;
    window.ui.ui.input().key(GLFW_KEY_LEFT_SHIFT, true);
    window.ui.click("tree/backbone/mode/eval");
    window.ui.ui.input().key(GLFW_KEY_LEFT_SHIFT, false);
    EXPECT_THAT(window.asked(), ElementsAre("run model.backbone.training = False"));
}

TEST(Tree, HoverBracketsEveryRowThatWouldBeWrittenWithTheCount) {
    WindowUnderTest window;
    EXPECT_EQ(window.ui.find("tree/bracket"), nullptr);
    window.ui.hover("tree/backbone.block2/mode/train");
    EXPECT_EQ(window.ui.require("tree/bracket").value, "5");
    EXPECT_TRUE(window.ui.shows_text("5 flags") || window.ui.shows_text("flags"));
    window.ui.ui.input().key(GLFW_KEY_LEFT_SHIFT, true);
    window.ui.run_frames();
    EXPECT_EQ(window.ui.require("tree/bracket").value, "1") << "Shift shrinks it to one row";
    EXPECT_THAT(window.asked(), IsEmpty());
}

TEST(Tree, SelectingARowMovesTheWindowsSelection) {
    WindowUnderTest window;
    const ui::Anchor& row = window.ui.require("tree/head/row");
    window.ui.click_at({row.min.x + 60, row.center().y});
    EXPECT_EQ(window.state().watch.selected, "head");
    ASSERT_FALSE(window.recorder.looks.empty());
    EXPECT_EQ(window.recorder.looks.back().selected, "head");
}

TEST(Tree, AModuleClosesAndOpens) {
    WindowUnderTest window;
    const ui::Anchor row = window.ui.require("tree/backbone.block1/row");
    const ImVec2 arrow{row.min.x + 50, row.center().y};
    window.ui.click_at(arrow);
    EXPECT_EQ(window.ui.find("tree/backbone.block1.fc/row"), nullptr);
    EXPECT_NE(window.ui.find("tree/backbone.block2.fc/row"), nullptr);
    window.ui.click_at(arrow);
    EXPECT_NE(window.ui.find("tree/backbone.block1.fc/row"), nullptr);
}

struct KeyCase {
    const char* name;
    int modifier, key;
    const char* asked;
};

class TreeKey : public testing::TestWithParam<KeyCase> {};

TEST_P(TreeKey, ActsOnTheSelectedModule) {
    WindowUnderTest window;
    window.state().watch.selected = "backbone.block1";
    window.ui.run_frames();
    const KeyCase& given = GetParam();
    if (given.modifier != 0) {
        window.ui.key_with(given.modifier, given.key);
    } else {
        window.ui.key(given.key);
    }
    EXPECT_THAT(window.asked(), ElementsAre(given.asked));
}

INSTANTIATE_TEST_SUITE_P(
    Keys, TreeKey,
    testing::Values(KeyCase{"T", 0, GLFW_KEY_T, "run model.backbone.block1.train()"},
                    KeyCase{"E", 0, GLFW_KEY_E, "run model.backbone.block1.eval()"},
                    KeyCase{"ShiftT", GLFW_KEY_LEFT_SHIFT, GLFW_KEY_T,
                            "run model.backbone.block1.training = True"},
                    KeyCase{"ShiftE", GLFW_KEY_LEFT_SHIFT, GLFW_KEY_E,
                            "run model.backbone.block1.training = False"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Tree, ArrowKeysWalkAndSelect) {
    WindowUnderTest window;
    const ui::Anchor row = window.ui.require("tree/backbone.block1.fc/row");
    window.ui.click_at({row.min.x + 80, row.center().y});
    window.ui.key(GLFW_KEY_DOWN);
    window.ui.key(GLFW_KEY_DOWN);
    EXPECT_EQ(window.state().watch.selected, "backbone.block1.act");
}

TEST(Tree, TheRowMenuHasEachLine) {
    WindowUnderTest window;
    const ui::Anchor row = window.ui.require("tree/backbone.block1/row");
    window.ui.click_at({row.min.x + 80, row.center().y}, 1);
    window.ui.click("tree/backbone.block1/menu/requires_grad_false");
    EXPECT_THAT(window.asked(), ElementsAre("run model.backbone.block1.requires_grad_(False)"));
}

TEST(Tree, TheFilterKeepsMatchesAndWhatTheyStandIn) {
    WindowUnderTest window(Sample::Mixed, {}, workbench());
    window.ui.click("tree/filter");
    window.ui.type("dropout");
    EXPECT_NE(window.ui.find("tree/backbone.block1.drop/row"), nullptr);
    EXPECT_NE(window.ui.find("tree/backbone.block2/row"), nullptr);
    EXPECT_EQ(window.ui.find("tree/backbone.block1.fc/row"), nullptr);
    EXPECT_EQ(window.ui.find("tree/head/row"), nullptr);
    EXPECT_THAT(window.asked(), IsEmpty()) << "typing is no shortcut";
}

TEST(Tree, AFlagThatChangedIsMarkedForFourSeconds) {
    WindowUnderTest window(Sample::Mixed);
    window.view = sample_view(Sample::AllEval);
    window.view.revision = 999;
    window.ui.run_frames();
    EXPECT_NE(window.ui.find("tree/head/changed"), nullptr);
    window.ui.wait(4.5);
    EXPECT_EQ(window.ui.find("tree/head/changed"), nullptr);
}

TEST(Tree, TheWorkbenchSwitchesRequiresGrad) {
    WindowUnderTest window(Sample::Mixed, {.size = {1920, 1080}}, workbench());
    window.ui.click("tree/head/requires_grad");
    EXPECT_THAT(window.asked(), ElementsAre("run model.head.requires_grad_(False)"));
}

TEST(Tree, ListsUnderItWhatNoFlagReaches) {
    WindowUnderTest window(Sample::Ghosts, {}, workbench());
    EXPECT_EQ(window.ui.require("tree/ghost/0").value, "always drops, no flag reaches it");
    EXPECT_TRUE(window.ui.shows_text("F.dropout(x, 0.2)"));
    EXPECT_TRUE(window.ui.shows_text("line 18"));
    EXPECT_GE(window.ui.require("tree/ghosts").min.y, window.ui.require("tree/model/row").max.y);
    EXPECT_EQ(WindowUnderTest().ui.find("tree/ghosts"), nullptr) << "nothing escapes that one";
}

TEST(Tree, AClickOnWhatNoFlagReachesGoesToItsCard) {
    WindowUnderTest window(Sample::Ghosts);
    window.ui.click("tree/ghost/0");
    EXPECT_TRUE(window.state().workbench) << "the cards are there";
    EXPECT_EQ(window.state().cursor, window.view.ghosts[0].card);
}

}  // namespace
}  // namespace app::test
