#include "app/ui/widgets.h"
#include "tests/app/headless.h"

#include <string>
#include <vector>

namespace app::ui {
namespace {

using test::HeadlessUi;
using test::in_window;

TEST(ModeSwitch, ReturnsTheSegmentThatWasClickedAlsoTheFilledOne) {
    HeadlessUi ui;
    std::vector<Segment> clicks;
    ui.show(in_window([&] {
        const SwitchState state = mode_switch("mode", true);
        if (state.clicked != Segment::None) clicks.push_back(state.clicked);
    }));
    ui.click("mode/eval");
    ui.click("mode/train");
    EXPECT_EQ(clicks, (std::vector{Segment::Eval, Segment::Train}));
}

TEST(TabBar, PutsTabsWithoutRoomIntoAList) {
    HeadlessUi ui;
    const std::vector<std::string> names{"Modules", "Dropout", "BatchNorm", "Pass", "Console"};
    int index = 0;
    ui.show(in_window([&] {
        ImGui::BeginChild("narrow", {240, 40});
        tab_bar("tabs", names, index);
        ImGui::EndChild();
    }));
    ui.click("tabs/rest");
    ui.click("tabs/rest/Console");
    EXPECT_EQ(index, 4);
    ui.click("tabs/Modules");
    EXPECT_EQ(index, 0);
}

TEST(Tooltip, GoesWithAPressSoThatItDoesNotCoverWhatChanged) {
    HeadlessUi ui;
    ui.show(in_window([] {
        button("Press", {.tooltip = "Because"});
        anchor("press");
    }));
    ui.hover("press");
    ui.wait(0.6);
    EXPECT_TRUE(ui.shows_text("Because"));
    ui.click("press");
    ui.wait(0.6);
    EXPECT_FALSE(ui.shows_text("Because"));
}

TEST(ModeSwitch, SaysWhichSegmentIsHoveredAndWhichIsNow) {
    HeadlessUi ui;
    Segment hovered = Segment::None;
    ui.show(in_window([&] { hovered = mode_switch("mode", false).hovered; }));
    ui.hover("mode/train");
    EXPECT_EQ(hovered, Segment::Train);
    EXPECT_EQ(ui.require("mode/eval").value, "now");
    EXPECT_EQ(ui.require("mode/train").value, "");
}

TEST(ModeSwitch, AnswersNothingWhileDisabled) {
    HeadlessUi ui;
    Segment clicked = Segment::None;
    ui.show(in_window([&] {
        const SwitchState state = mode_switch("mode", true, {}, false);
        if (state.clicked != Segment::None) clicked = state.clicked;
    }));
    ui.click("mode/eval");
    EXPECT_EQ(clicked, Segment::None);
    EXPECT_FALSE(ui.require("mode/eval").enabled);
}

TEST(ModeSwitch, IsReachedAndPressedByKeyboard) {
    HeadlessUi ui;
    Segment clicked = Segment::None;
    ui.show(in_window([&] {
        const SwitchState state = mode_switch("mode", true);
        if (state.clicked != Segment::None) clicked = state.clicked;
    }));
    ui.click_at({600, 400});  // the window has the focus, nothing is pressed
    ui.key(GLFW_KEY_DOWN);
    ui.key(GLFW_KEY_RIGHT);
    ui.key(GLFW_KEY_SPACE);
    EXPECT_EQ(clicked, Segment::Eval);
}

TEST(Button, IsPressedByMouseOnlyWhenEnabled) {
    for (const bool enabled : {true, false}) {
        HeadlessUi ui;
        int presses = 0;
        ui.show(in_window([&] {
            if (button("Play##play", {.key = "P", .enabled = enabled})) ++presses;
            anchor("play");
        }));
        ui.click("play");
        EXPECT_EQ(presses, enabled ? 1 : 0);
    }
}

TEST(Button, TooltipComesOnlyAfterTheMouseHasRested) {
    HeadlessUi ui;
    ui.show(in_window([] {
        button("Play", {.tooltip = "model.train() first"});
        anchor("play");
    }));
    ui.hover("play");
    EXPECT_FALSE(ui.shows_text("model.train()"));
    ui.wait(0.6);
    EXPECT_TRUE(ui.shows_text("model.train()"));
}

TEST(Dropdown, OpensAndChooses) {
    HeadlessUi ui;
    const std::vector<std::string> speeds{"1 step/s", "20 steps/s", "unlimited"};
    int speed = 1;
    ui.show(in_window([&] { dropdown("speed", speeds, speed); }));
    EXPECT_EQ(ui.require("speed").value, "20 steps/s");
    ui.click("speed");
    ui.click("speed/unlimited");
    EXPECT_EQ(speed, 2);
    EXPECT_EQ(ui.find("speed/unlimited"), nullptr) << "the list has closed";
}

TEST(LinkGroup, ChangesOnlyByOtherLinks) {
    HeadlessUi ui;
    const std::vector<std::string> batches{"one class", "shuffled", "1 sample"};
    int batch = 0;
    int changes = 0;
    ui.show(in_window([&] { changes += link_group("batch", batches, batch) ? 1 : 0; }));
    ui.click("batch/one class");
    EXPECT_EQ(changes, 0);
    ui.click("batch/1 sample");
    EXPECT_EQ(changes, 1);
    EXPECT_EQ(batch, 2);
}

TEST(TabBar, SwitchesByClick) {
    HeadlessUi ui;
    const std::vector<std::string> tabs{"Loss curves", "Decision map"};
    int tab = 0;
    ui.show(in_window([&] { tab_bar("below", tabs, tab); }));
    ui.click("below/Decision map");
    EXPECT_EQ(tab, 1);
}

TEST(ErrorBanner, CopiesAndDismisses) {
    HeadlessUi ui;
    const std::string words = "Expected more than 1 value per channel when training";
    BannerAction last = BannerAction::None;
    ui.show(in_window([&] {
        const BannerAction action = error_banner("error", words, "One sample has no spread.");
        if (action != BannerAction::None) last = action;
    }));
    ui.click("error/copy");
    EXPECT_EQ(last, BannerAction::Copied);
    EXPECT_EQ(ImGui::GetClipboardText(), words);
    ui.click("error/dismiss");
    EXPECT_EQ(last, BannerAction::Dismissed);
}

TEST(Splitter, FollowsTheMouseWithinItsLimits) {
    HeadlessUi ui;
    float width = 300.0f;
    ui.show(in_window([&] {
        splitter("left", SplitAxis::X, {width, 0}, {width + 6, 400}, width, 200, 500, 300);
    }));
    ui.drag({303, 100}, {403, 100});
    EXPECT_NEAR(width, 400.0f, 1.0f);
    ui.drag({403, 100}, {900, 100});
    EXPECT_FLOAT_EQ(width, 500.0f);
}

TEST(Text, SaysWhenItIsCutByItsWindow) {
    HeadlessUi ui({.size = {120, 100}});
    ui.show(in_window([] {
        text("short");
        text("a sentence that is longer than its window is wide");
    }));
    EXPECT_EQ(ui.clipped_texts(),
              "\"a sentence that is longer than its window is wide\" in test\n");
}

TEST(Text, IsNotCutWhenEllipsedOrWrapped) {
    HeadlessUi ui({.size = {160, 300}});
    ui.show(in_window([] {
        text_ellipsis("a sentence that is longer than its window is wide");
        text_wrapped("a sentence that is longer than its window is wide");
        rich_text("a **sentence** that is `longer` than its window is wide");
    }));
    EXPECT_EQ(ui.clipped_texts(), "");
    EXPECT_TRUE(ui.shows_text("…"));
}

TEST(Panel, BodyScrollsAndHeaderTakesControls) {
    HeadlessUi ui;
    int presses = 0;
    ui.show([&] {
        begin_panel("lens", {10, 50}, {400, 200}, {.title = "Lens", .right = "step 200"});
        begin_panel_header();
        if (button("Run again", {.small = true})) ++presses;
        anchor("lens/run");
        end_panel_header();
        for (int i = 0; i < 40; ++i) text("row");
        end_panel();
    });
    ui.click("lens/run");
    EXPECT_EQ(presses, 1);
    EXPECT_LT(ui.require("lens/run").max.y, 80.0f);
    EXPECT_EQ(ui.clipped_texts(), "") << "what can be scrolled to is not cut";
}

TEST(Anchors, DumpNamesBoxesAndValues) {
    HeadlessUi ui;
    ui.show(in_window([] {
        const AnchorScope scope("transport");
        button("Play", {.enabled = false});
        anchor("play", "paused");
    }));
    const std::string json = ui.ui.anchors().to_json();
    EXPECT_THAT(json, testing::HasSubstr("\"transport/play\""));
    EXPECT_THAT(json, testing::HasSubstr("\"value\": \"paused\""));
    EXPECT_THAT(json, testing::HasSubstr("\"enabled\": false"));
}

}  // namespace
}  // namespace app::ui
