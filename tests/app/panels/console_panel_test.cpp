// The console: a prompt of several lines, completion, history, and answers that can be read whole.
#include "app/panels/console_history.h"
#include "app/panels/console_lines.h"
#include "tests/app/panels/one_panel.h"

#include <algorithm>
#include <memory>
#include <tuple>

namespace app::test {
namespace {

using engine::script::Candidate;
using engine::script::Completion;
using engine::session::ConsoleLine;
using testing::ElementsAre;
using testing::IsEmpty;

class Console : public testing::Test {
protected:
    Console() : one(panels::make_console_panel(), Sample::Mixed, {.size = {520, 220}}) {
        one.window.focus_console = true;
        one.ui.run_frames();
    }

    void type(std::string_view text) { one.ui.type(text); }
    void press(int key) { one.ui.key(key); }
    void shift(int key) { one.ui.key_with(GLFW_KEY_LEFT_SHIFT, key); }
    void control(int key) { one.ui.key_with(GLFW_KEY_LEFT_CONTROL, key); }
    std::string prompt() { return one.ui.require("console/input").value; }

    std::vector<std::string> lines() {
        std::vector<std::string> all;
        for (const auto& command : one.requests.commands) {
            const auto* run = std::get_if<engine::session::Run>(&command);
            all.push_back(run != nullptr ? run->line : "no line");
        }
        return all;
    }

    /// Answers what was asked for last.
    void answer(std::vector<Candidate> candidates, std::size_t from,
                engine::script::CallHint call = {}) {
        ASSERT_FALSE(one.requests.completions.empty());
        auto made = std::make_shared<Completion>();
        std::tie(made->text, made->cursor) = one.requests.completions.back();
        made->from = from;
        made->candidates = std::move(candidates);
        made->call = std::move(call);
        one.view.completion = made;
        one.ui.run_frames();
    }

    OnePanel one;
};

const std::vector<Candidate> kBlocks = {{"block1", Candidate::Kind::Module, "Sequential"},
                                        {"block2", Candidate::Kind::Module, "Sequential"}};

TEST_F(Console, EnterRunsALineAndTheKeyboardStays) {
    type("model.eval()");
    press(GLFW_KEY_ENTER);
    EXPECT_EQ(prompt(), "");
    type("1 + 1");
    press(GLFW_KEY_ENTER);
    EXPECT_THAT(lines(), ElementsAre("model.eval()", "1 + 1"));
}

TEST_F(Console, EnterOpensASecondLineWhereOneHasToCome) {
    type("for i in range(3):");
    press(GLFW_KEY_ENTER);
    EXPECT_EQ(prompt(), "for i in range(3):\n    ");
    type("print(i)");
    press(GLFW_KEY_ENTER);
    EXPECT_THAT(lines(), IsEmpty());
    press(GLFW_KEY_ENTER);
    EXPECT_THAT(lines(), ElementsAre("for i in range(3):\n    print(i)"));
    EXPECT_EQ(prompt(), "");
}

TEST_F(Console, ShiftEnterAlwaysOpensOneAndControlEnterAlwaysRuns) {
    type("x = 1");
    shift(GLFW_KEY_ENTER);
    type("y = 2");
    EXPECT_THAT(lines(), IsEmpty());
    control(GLFW_KEY_ENTER);
    EXPECT_THAT(lines(), ElementsAre("x = 1", "y = 2"));
}

TEST_F(Console, APastedBlockRunsStatementByStatement) {
    ImGui::SetClipboardText("x = torch.ones(2)\nfor i in range(2):\n    print(i)\n\nx.sum()\n");
    control(GLFW_KEY_V);
    press(GLFW_KEY_ENTER);
    EXPECT_THAT(lines(),
                ElementsAre("x = torch.ones(2)", "for i in range(2):\n    print(i)", "x.sum()"));
}

TEST_F(Console, InThePastABlockAsksOnce) {
    one.view.step = 120;
    one.view.last_step = 200;
    ImGui::SetClipboardText("x = 1\ny = 2");
    control(GLFW_KEY_V);
    press(GLFW_KEY_ENTER);
    ASSERT_TRUE(one.window.asked_in_the_past.has_value());
    EXPECT_EQ(std::get<engine::session::Run>(*one.window.asked_in_the_past).line, "x = 1\ny = 2");
}

TEST_F(Console, TabOpensTheListAndEnterTakesWhatArrowsChoose) {
    type("model.backbone.bl");
    EXPECT_EQ(one.requests.completions.back().first, "model.backbone.bl");
    press(GLFW_KEY_TAB);
    answer(kBlocks, 15);
    ASSERT_NE(one.ui.find("console/complete/1"), nullptr);
    EXPECT_TRUE(one.ui.shows_text("Sequential"));
    press(GLFW_KEY_DOWN);
    press(GLFW_KEY_ENTER);
    EXPECT_EQ(prompt(), "model.backbone.block2");
    EXPECT_EQ(one.ui.find("console/complete/1"), nullptr);
    EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(Console, TabBeforeAnythingIndents) {
    type("for i in x:");
    shift(GLFW_KEY_ENTER);
    press(GLFW_KEY_TAB);
    EXPECT_EQ(prompt(), "for i in x:\n        ");
    EXPECT_EQ(one.ui.find("console/complete/0"), nullptr);
}

TEST_F(Console, AnOnlyCandidateIsTakenAtOnceByTab) {
    type("model.backbone.block1");
    for (int i = 0; i < 6; ++i) press(GLFW_KEY_LEFT);
    for (int i = 0; i < 6; ++i) press(GLFW_KEY_DELETE);
    type("bl");
    press(GLFW_KEY_TAB);
    answer({kBlocks[0]}, 15);
    EXPECT_EQ(prompt(), "model.backbone.block1");
}

TEST_F(Console, TypingOnNarrowsTheListAndEscapeClosesIt) {
    type("model.backbone.b");
    control(GLFW_KEY_SPACE);
    answer(kBlocks, 15);
    type("lock2");
    EXPECT_NE(one.ui.find("console/complete/0"), nullptr);
    EXPECT_EQ(one.ui.find("console/complete/1"), nullptr);
    press(GLFW_KEY_ESCAPE);
    EXPECT_EQ(one.ui.find("console/complete/0"), nullptr);
    EXPECT_EQ(prompt(), "model.backbone.block2");
    press(GLFW_KEY_ESCAPE);
    EXPECT_EQ(prompt(), "");
}

TEST_F(Console, AClickTakesACandidateAndTheKeyboardComesBack) {
    type("model.backbone.b");
    control(GLFW_KEY_SPACE);
    answer(kBlocks, 15);
    one.ui.click("console/complete/1");
    EXPECT_EQ(prompt(), "model.backbone.block2");
    type(".eval()");
    EXPECT_EQ(prompt(), "model.backbone.block2.eval()");
}

TEST_F(Console, ShowsTheSignatureOfTheCallAroundTheCursor) {
    type("nn.Dropout(");
    answer({}, 11, {"Dropout(p=0.5, inplace=False)", 8, 13});
    EXPECT_EQ(one.ui.require("console/hint").value, "Dropout(p=0.5, inplace=False)");
    EXPECT_TRUE(one.ui.shows_text("inplace=False)"));
    type("0");
    EXPECT_EQ(one.ui.find("console/hint"), nullptr);  // until the next answer
}

TEST_F(Console, UpFetchesWhatBeginsAsTyped) {
    for (const char* line : {"model.eval()", "x = 1", "model.train()"}) {
        type(line);
        press(GLFW_KEY_ENTER);
    }
    type("model");
    press(GLFW_KEY_UP);
    EXPECT_EQ(prompt(), "model.train()");
    press(GLFW_KEY_UP);
    EXPECT_EQ(prompt(), "model.eval()");
    press(GLFW_KEY_UP);
    EXPECT_EQ(prompt(), "model.eval()");
    press(GLFW_KEY_DOWN);
    press(GLFW_KEY_DOWN);
    EXPECT_EQ(prompt(), "model");
    EXPECT_THAT(one.window.console_history, ElementsAre("model.eval()", "x = 1", "model.train()"));
}

TEST_F(Console, ControlRSearches) {
    for (const char* line : {"model.eval()", "x = 1", "model.train()"}) {
        type(line);
        press(GLFW_KEY_ENTER);
    }
    control(GLFW_KEY_R);
    type("model");
    EXPECT_EQ(one.ui.require("console/found").value, "model.train()");
    control(GLFW_KEY_R);
    EXPECT_EQ(one.ui.require("console/found").value, "model.eval()");
    press(GLFW_KEY_ENTER);
    EXPECT_EQ(prompt(), "model.eval()");
    EXPECT_EQ(one.ui.find("console/found"), nullptr);
}

TEST_F(Console, ControlCClears) {
    type("for i in x:");
    press(GLFW_KEY_ENTER);
    control(GLFW_KEY_C);
    EXPECT_EQ(prompt(), "");
    EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(Console, ALongLineCanBeStopped) {
    one.view.running = "while True: pass";
    one.ui.run_frames();
    EXPECT_EQ(one.ui.find("console/stop"), nullptr);  // not for a moment
    one.ui.wait(0.5);
    EXPECT_TRUE(one.ui.shows_text("running…"));
    one.ui.click("console/stop");
    EXPECT_EQ(one.requests.pauses, 1);
    one.window.focus_console = true;
    one.ui.run_frames();
    press(GLFW_KEY_ESCAPE);
    EXPECT_EQ(one.requests.pauses, 2);
}

TEST_F(Console, AClickedLineGoesBackIntoThePromptAndAnAnswerToTheClipboard) {
    one.view.console = {{ConsoleLine::Kind::Input, 200, "for i in x:\n    print(i)", true},
                        {ConsoleLine::Kind::Output, 200, "tensor([1., 2.])", true}};
    ++one.view.publication;
    one.ui.run_frames();
    one.ui.click("console/line/0");
    EXPECT_EQ(prompt(), "for i in x:\n    print(i)");
    one.ui.click("console/line/1");
    EXPECT_STREQ(ImGui::GetClipboardText(), "tensor([1., 2.])");
}

TEST_F(Console, ATracebackIsReadWhole) {
    one.view.console = {
        {ConsoleLine::Kind::Error, 200,
         "Traceback (most recent call last):\n  File \"my_net.py\", line 12, in "
         "forward\n    return self.fc(x)\nRuntimeError: mat1 and mat2 shapes cannot "
         "be multiplied (32x2 and 3x8), which is a long line for a narrow console",
         true}};
    ++one.view.publication;
    one.ui.run_frames();
    EXPECT_TRUE(one.ui.shows_text("in forward"));
    EXPECT_TRUE(one.ui.shows_text("narrow console"));
    EXPECT_EQ(one.ui.clipped_texts(), "");
}

TEST(ConsoleRows, TablesKeepTheirColumnsAndProseIsBrokenAtBlanks) {
    const std::vector<ConsoleLine> lines = {
        {ConsoleLine::Kind::Output, 0, "0123456789012345678901234567890123456789", true},
        {ConsoleLine::Kind::Comment, 0, "# one two three four", true},
        {ConsoleLine::Kind::Input, 0, "a\n\nb", true}};
    const auto rows = panels::console_rows(lines, 12);
    std::vector<std::string> texts;
    for (const auto& row : rows)
        texts.push_back(lines[row.line].text.substr(row.begin, row.length));
    EXPECT_THAT(texts, ElementsAre("0123456789012345678901234567890123456789", "# one two ",
                                   "three four", "a", "", "b"));
}

TEST(ConsoleHistory, KeepsTheNewestFiveHundred) {
    panels::ConsoleHistory history;
    for (int i = 0; i < 600; ++i) history.add("line " + std::to_string(i));
    history.add("line 599");
    EXPECT_EQ(history.lines().size(), 500u);
    EXPECT_EQ(history.lines().front(), "line 100");
}

}  // namespace
}  // namespace app::test
