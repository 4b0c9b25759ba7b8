// The model's file: what stands out on its lines, what lights what, and the editor.

#include "engine/session/code_reader.h"
#include "tests/app/panels/harness.h"

#include <algorithm>

namespace app::test {
namespace {

using engine::session::CardView;
using engine::session::CodeClass;
using testing::ElementsAre;
using testing::IsEmpty;

/// The workbench with the code on screen.
struct Workbench : WindowUnderTest {
    explicit Workbench(Sample sample = Sample::Workbench, HeadlessUi::Options options = {})
        : WindowUnderTest(sample, options, with_code()) {}

    static panels::WindowState with_code() {
        panels::WindowState state = workbench();
        state.reduced_motion = true;
        state.narrow_tab = state.strip_tab = "code";
        return state;
    }

    /// Of the file's only class with a forward: its call of backbone, and that of head.
    int forward() const { return view.code.text->classes.back().forward; }
    std::string line(int number) const { return "code/line/" + std::to_string(number); }
    void select(const std::string& path) {
        state().watch.selected = path;
        ui.run_frames();
    }
};

class CodePlaces : public testing::TestWithParam<HeadlessUi::Options> {};

TEST_P(CodePlaces, CutsNoTextReadingAndEditing) {
    for (const Sample sample : {Sample::Workbench, Sample::BatchOfOne}) {
        Workbench window(sample, GetParam());
        EXPECT_EQ(window.ui.clipped_texts(), "");
        EXPECT_NE(window.ui.find("code/edit"), nullptr);
        window.ui.click("code/edit");
        EXPECT_EQ(window.ui.clipped_texts(), "");
        EXPECT_NE(window.ui.find("code/text"), nullptr);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Sizes, CodePlaces,
    testing::Values(HeadlessUi::Options{}, HeadlessUi::Options{.size = {1920, 1080}},
                    HeadlessUi::Options{
                        .size = {1920, 1080}, .scale = 2, .theme = ui::ThemeId::Dark},
                    HeadlessUi::Options{.size = {1280, 800}, .scale = 2},
                    HeadlessUi::Options{.size = {560, 800}, .theme = ui::ThemeId::Dark}));

TEST(CodePanel, TellsTheLineThatRanLastAndFollowsTheCursor) {
    Workbench window;
    const std::string last = std::to_string(window.forward() + 2);
    EXPECT_EQ(window.ui.require("code/place").value, "line " + last + " · ran last");
    window.ui.key(GLFW_KEY_LEFT_BRACKET);
    const std::string before = std::to_string(window.forward() + 1);
    EXPECT_EQ(window.ui.require("code/place").value, "line " + before + " · runs now");
    EXPECT_EQ(window.state().watch.selected, "backbone.block2.drop") << "the call before the last";
    EXPECT_EQ(window.ui.require("pass/call").value, "11 of 12");
}

TEST(CodePanel, StepsToBothEndsByKeysAndButtons) {
    Workbench window;
    window.ui.hover("code");
    window.ui.key(GLFW_KEY_HOME);
    EXPECT_EQ(window.state().cursor, 0);
    EXPECT_EQ(window.state().watch.selected, "backbone");
    EXPECT_FALSE(window.ui.require("pass/call_before").enabled);
    window.ui.click("pass/call_after");
    EXPECT_EQ(window.state().cursor, 1);
    window.ui.key(GLFW_KEY_RIGHT_BRACKET);
    EXPECT_EQ(window.state().cursor, 2);
    window.ui.hover("pass");
    window.ui.key(GLFW_KEY_END);
    EXPECT_EQ(window.state().cursor, std::nullopt);
    EXPECT_EQ(window.ui.require("pass/call").value, "output");
    EXPECT_FALSE(window.ui.require("pass/call_after").enabled);
    EXPECT_EQ(window.state().watch.selected, "head");
}

TEST(CodePanel, WhatComesAfterTheCursorHasNotRun) {
    Workbench window;
    EXPECT_FALSE(window.ui.shows_text("has not run yet"));
    const ui::Anchor card = window.ui.require("pass/card/backbone.block1.bn");
    window.state().cursor = 0;
    window.ui.run_frames();
    EXPECT_TRUE(window.ui.shows_text("has not run yet"));
    const ui::Anchor now = window.ui.require("pass/card/backbone.block1.bn");
    EXPECT_EQ(now.max.y - now.min.y, card.max.y - card.min.y) << "nothing moves";
}

TEST(CodePanel, ACursorBeyondAShorterPassIsAtItsEnd) {
    Workbench window;
    window.state().cursor = 10;
    window.view.pass.cards.resize(4);
    window.ui.run_frames();
    EXPECT_EQ(window.ui.require("pass/call").value, "output");
}

TEST(CodePanel, ALineSelectsItsModulesInTurn) {
    Workbench window;
    window.ui.click(window.line(window.forward() + 2));
    EXPECT_EQ(window.state().watch.selected, "head");
    window.ui.click(window.line(window.forward() + 1));
    EXPECT_EQ(window.state().watch.selected, "backbone");
    for (CardView& card : window.view.pass.cards) {
        if (card.path == "head") card.line = window.forward() + 1;
    }
    window.ui.click(window.line(window.forward() + 1));
    EXPECT_EQ(window.state().watch.selected, "head");
    window.ui.click(window.line(window.forward() + 1));
    EXPECT_EQ(window.state().watch.selected, "backbone");
}

TEST(CodePanel, AModuleThatWasSelectedElsewhereComesIntoSight) {
    Workbench window;
    window.select("head");
    EXPECT_TRUE(window.ui.require(window.line(window.forward() + 2)).visible);
    // A module that the pass does not call is found where it is made.
    window.view.pass.cards.clear();
    window.view.code.ran.clear();
    window.select("backbone");
    const CodeClass& made = window.view.code.text->classes.back();
    EXPECT_TRUE(window.ui.require(window.line(made.bindings[0].line)).visible);
}

TEST(CodePanel, LinesAndCardsAndRowsLightEachOther) {
    Workbench window;
    const std::string line = window.line(window.forward() + 1);
    window.ui.hover(line);
    EXPECT_EQ(window.state().lit.line, window.forward() + 1);
    window.ui.hover("pass/card/backbone.block1.bn");
    EXPECT_EQ(window.state().lit.line, 0);
    const int card = window.state().lit.card;
    ASSERT_GE(card, 0);
    EXPECT_EQ(window.view.pass.cards[static_cast<std::size_t>(card)].path, "backbone.block1.bn");
    const ImVec2 name = window.ui.require("tree/head/row").min;
    window.ui.ui.input().move(name.x + 40, name.y + 10);
    window.ui.run_frames();
    EXPECT_EQ(window.state().lit.path, "head");
    EXPECT_EQ(window.state().lit.card, -1);
}

TEST(CodePanel, TheScrollStaysWhileNothingMoves) {
    Workbench window;
    const std::string line = window.line(window.forward() + 1);
    const float before = window.ui.require(line).min.y;
    window.ui.wheel_at(window.ui.require("code").center(), 0.5f);
    const float scrolled = window.ui.require(line).min.y;
    EXPECT_NE(scrolled, before);
    ++window.view.publication;
    ++window.view.revision;
    window.ui.run_frames(10);
    EXPECT_EQ(window.ui.require(line).min.y, scrolled);
}

TEST(CodePanel, AnErrorOfThePassStandsUnderItsLine) {
    Workbench window(Sample::BatchOfOne);
    EXPECT_TRUE(window.ui.require("code/problem").visible);
    EXPECT_THAT(window.ui.require("code/problem").value,
                testing::HasSubstr("Expected more than 1"));
}

// --- The editor

struct Editing : Workbench {
    Editing() {
        ui.key_with(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_E);
        ui.run_frames();
    }
    const std::string& text() { return *state().edited; }
    void begin() { ui.key_with(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_HOME); }
    void apply() { ui.key_with(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_ENTER); }
};

TEST(CodeEditor, TabAndEnterIndentAsPythonIsWritten) {
    Editing window;
    window.begin();
    window.ui.type("if x:");
    window.ui.key(GLFW_KEY_ENTER);
    window.ui.type("y = 1");
    window.ui.key(GLFW_KEY_ENTER);
    window.ui.key(GLFW_KEY_TAB);
    window.ui.type("z");
    EXPECT_TRUE(window.text().starts_with("if x:\n    y = 1\n        z")) << window.text();
    window.ui.type("ab");
    window.ui.key(GLFW_KEY_TAB);
    EXPECT_TRUE(window.text().starts_with("if x:\n    y = 1\n        zab ")) << window.text();
}

TEST(CodeEditor, UndoesInItsOwnText) {
    Editing window;
    window.begin();
    window.ui.type("abc");
    window.ui.key_with(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_Z);
    window.ui.key_with(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_Z);
    EXPECT_TRUE(window.text().starts_with("a#"));
    EXPECT_THAT(window.asked(), IsEmpty());
}

TEST(CodeEditor, AppliesWithOneKeyAndLeavesWhenTheSessionHasIt) {
    Editing window;
    window.begin();
    window.ui.type("# new\n");
    window.apply();
    EXPECT_THAT(window.asked(), ElementsAre("edit"));
    EXPECT_THAT(window.recorder.edits, ElementsAre(window.text()));
    EXPECT_TRUE(window.state().edited) << "until the session has taken it";
    window.view.code.text = engine::session::read_code("nested_mlp.py", window.text());
    ++window.view.revision;
    window.ui.run_frames();
    EXPECT_FALSE(window.state().edited);
}

TEST(CodeEditor, NothingIsAppliedThatDidNotChange) {
    Editing window;
    EXPECT_FALSE(window.ui.require("code/apply").enabled);
    window.apply();
    EXPECT_THAT(window.asked(), IsEmpty());
    EXPECT_TRUE(window.state().edited);
}

TEST(CodeEditor, ARefusedTextStaysWithTheWordsAtItsLine) {
    Editing window;
    window.begin();
    window.ui.type("x = = 1\n");
    window.apply();
    const std::string refused = window.text();
    window.view.code.refused = {refused, {1, 4, 5, "SyntaxError: invalid syntax"}};
    window.view.error = "SyntaxError: invalid syntax";
    window.ui.run_frames();
    EXPECT_EQ(window.ui.find("banner/error"), nullptr) << "it is said at the line";
    EXPECT_EQ(window.text(), refused);
    EXPECT_EQ(window.ui.require("code/refused").value, "Line 1: SyntaxError: invalid syntax");
    EXPECT_EQ(window.ui.clipped_texts(), "");
    window.ui.type("z");
    EXPECT_NE(window.text(), refused) << "the keyboard is in it again";
    EXPECT_NE(window.ui.find("code/refused"), nullptr) << "the words stay while it is mended";
}

TEST(CodeEditor, EscapeAsksBeforeItThrowsEditsAway) {
    Editing window;
    window.ui.key(GLFW_KEY_ESCAPE);
    EXPECT_FALSE(window.state().edited) << "nothing was changed: nothing to ask";
    window.ui.click("code/edit");
    window.begin();
    window.ui.type("abc");
    window.ui.key(GLFW_KEY_ESCAPE);
    EXPECT_NE(window.ui.find("leave_editor/leave"), nullptr);
    EXPECT_TRUE(window.text().starts_with("abc#"));
    window.ui.key(GLFW_KEY_ESCAPE);
    EXPECT_EQ(window.ui.find("leave_editor/leave"), nullptr);
    window.ui.type("d");
    EXPECT_NE(window.text().find("d"), std::string::npos);
    window.ui.click("code/leave");
    window.ui.click("leave_editor/leave");
    EXPECT_FALSE(window.state().edited);
}

TEST(CodeEditor, LettersAreTextInItAndFunctionKeysAreKeys) {
    Editing window;
    window.begin();
    window.ui.key(GLFW_KEY_P);
    window.ui.key(GLFW_KEY_LEFT_BRACKET);
    EXPECT_THAT(window.asked(), IsEmpty());
    EXPECT_EQ(window.state().cursor, std::nullopt);
    window.ui.hover("code");
    window.ui.key(GLFW_KEY_F11);
    EXPECT_EQ(window.state().full_screen, "code");
    window.ui.type("q");
    EXPECT_TRUE(window.text().starts_with("q#"));
    EXPECT_EQ(window.ui.clipped_texts(), "");
}

}  // namespace
}  // namespace app::test
