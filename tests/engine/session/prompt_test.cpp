// What the console's prompt asks of a session: completions, `_`, and lines that are clicks.
#include "engine/session/prompt.h"

#include "engine/session/viewer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace engine::session {
namespace {

using testing::Contains;
using testing::HasSubstr;

Recipe moons() {
    Recipe recipe;
    recipe.start_step = 2;
    return recipe;
}

class Prompt : public testing::Test {
protected:
    Prompt() { session.apply(Restart{moons()}); }

    std::string run(const std::string& line) {
        return session.apply(engine::session::Run{line}).error;
    }
    std::string shown() { return session.console().back().text; }
    std::vector<std::string> texts(const std::string& text) {
        std::vector<std::string> all;
        for (const auto& each : complete(session, text, text.size()).candidates) {
            all.push_back(each.text);
        }
        return all;
    }

    Session session;
};

TEST_F(Prompt, CompletesTheSessionsOwnNamesAndChangesNothing) {
    const Hash128 before = session.state_hash();
    const uint64_t revision = session.revision();
    EXPECT_THAT(texts("model.backbone.bl"), testing::ElementsAre("block1", "block2"));
    EXPECT_THAT(texts("optimizer.param_groups[0]['"), Contains("'lr']"));
    EXPECT_THAT(texts("mod"), Contains("model"));
    EXPECT_EQ(session.state_hash(), before);
    EXPECT_EQ(session.revision(), revision);
    EXPECT_THAT(complete(Session(), "tor", 3).candidates, testing::Not(testing::IsEmpty()));
}

TEST_F(Prompt, UnderscoreIsWhatWasShownLast) {
    run("3 * 4");
    const Hash128 before = session.state_hash();
    const Position at = session.position();
    EXPECT_EQ(run("_ + 1"), "");
    EXPECT_EQ(shown(), "13");
    EXPECT_EQ(run("_ + 1"), "");
    EXPECT_EQ(shown(), "14");
    EXPECT_EQ(session.state_hash(), before) << "asking is no change";
    EXPECT_EQ(session.position(), at);
    EXPECT_EQ(Session(moons()).apply(engine::session::Run{"_"}).error,
              "NameError: name '_' is not defined");
}

TEST_F(Prompt, ALineThatKeepsWhatUnderscoreWasReplaysToTheSame) {
    run("3 * 4");
    run("_ + 1");
    ASSERT_EQ(run("kept = _"), "");
    run("kept");
    EXPECT_EQ(shown(), "13");
    session.apply(Advance{3});
    const Hash128 there = session.state_hash();
    session.apply(Seek{0});
    session.apply(Seek{5});
    EXPECT_EQ(session.state_hash(), there);
    EXPECT_FALSE(session.diverged());
}

TEST_F(Prompt, WhatCannotBeShownAgainCannotBeKept) {
    run("torch.rand(2)");
    EXPECT_EQ(run("_.shape"), "");
    EXPECT_EQ(shown(), "torch.Size([2])");
    run("torch.rand(2)");
    const Hash128 before = session.state_hash();
    EXPECT_THAT(run("kept = _"), HasSubstr("give the value a name"));
    EXPECT_EQ(session.state_hash(), before);
    EXPECT_EQ(run("for _ in range(3): pass"), "");
    EXPECT_EQ(run("_"), "");
    EXPECT_EQ(shown(), "2");
}

TEST_F(Prompt, UnderscoreKeepsTheHistoryThatBackwardNeeds) {
    run("w = torch.ones(2, requires_grad=True)");
    run("y = w * 2");
    run("y.sum()");
    ASSERT_EQ(run("z = _"), "");
    EXPECT_EQ(run("_"), "");
    EXPECT_EQ(shown(), "tensor(4., grad_fn=<SumBackward0>)");
    ASSERT_EQ(run("again = _"), "") << "z holds it";
    EXPECT_EQ(run("again is z"), "");
    EXPECT_EQ(shown(), "True");
    EXPECT_EQ(run("y.grad_fn is None"), "");
    EXPECT_EQ(shown(), "False");
    run("y.sum()");
    ASSERT_EQ(run("_.backward()"), "");
    run("w.grad");
    EXPECT_EQ(shown(), "tensor([2., 2.])");
}

TEST_F(Prompt, UnderscoreIsWhatALineShowedWhateverStandsBehindIt) {
    for (const auto& [line, value] :
         {std::pair("3 * 4;", "12"), std::pair("5; 6", "6"), std::pair("7;  # ; all", "7"),
          std::pair("(1 +\n 2)", "3"), std::pair("1, 2", "(1, 2)"), std::pair("'a;'; ", "'a;'"),
          std::pair("_; [_]", "['a;']"), std::pair("_.append(1)", "['a;', 1]"),
          std::pair("None", "['a;', 1]")}) {
        EXPECT_EQ(run(line), "") << line;
        EXPECT_EQ(run("_"), "") << line;
        EXPECT_EQ(shown(), value) << line;
        EXPECT_EQ(run("kept = [_]"), "") << line;
        EXPECT_EQ(run("_, kept = kept[0], 0"), "") << line;
        EXPECT_EQ(run("kept = _"), "") << line;
        EXPECT_EQ(run("del _"), "") << line;
        EXPECT_EQ(run("kept"), "");
        EXPECT_EQ(shown(), value) << line;
    }
    EXPECT_EQ(run("8"), "");
    EXPECT_EQ(run("other = 1"), "");
    EXPECT_EQ(run("eight = _"), "") << "a number is what it is at any time";
    session.apply(Advance{3});
    const Hash128 there = session.state_hash();
    session.apply(Seek{0});
    session.apply(Seek{5});
    EXPECT_EQ(session.state_hash(), there);
    EXPECT_FALSE(session.diverged());
}

TEST_F(Prompt, AsksForHelpWithoutATrace) {
    const Hash128 before = session.state_hash();
    EXPECT_EQ(run("help(nn.Dropout)"), "");
    EXPECT_EQ(shown(), "Dropout(p=0.5, inplace=False)");
    EXPECT_EQ(run("dir(model.backbone.block1.drop)"), "");
    EXPECT_THAT(shown(), HasSubstr("'training'"));
    EXPECT_EQ(run("vars(model.backbone.block1.drop)['p']"), "");
    EXPECT_EQ(run("exit"), "");
    EXPECT_THAT(shown(), HasSubstr("close the window"));
    EXPECT_EQ(run("quit()"), "");
    EXPECT_EQ(session.state_hash(), before);
    EXPECT_THAT(run("def f():\n    return dir(model)\nf()"), HasSubstr("outside the PyTorch"));
}

TEST_F(Prompt, ATracebackSaysWhereAndTheBannerSaysWhat) {
    run("def f(x):\n    return x.nosuch");
    EXPECT_EQ(run("f(1)"), "AttributeError: 'int' object has no attribute 'nosuch'");
    EXPECT_THAT(shown(), HasSubstr("in f\n"));
    EXPECT_THAT(shown(), testing::EndsWith("\nAttributeError: 'int' object has no attribute "
                                           "'nosuch'"));
    run("nosuch");
    EXPECT_EQ(shown(), "NameError: name 'nosuch' is not defined");
    run("x = = 1");
    EXPECT_THAT(shown(), HasSubstr("^"));
}

struct Click {
    const char* line;
    Command command;
};

/// "<set_grad_enabled object at 0x55...>" up to the address, which is of this run.
std::string without_address(const std::string& text) {
    return text.substr(0, text.find(" at 0x"));
}

class Clicks : public testing::TestWithParam<Click> {};

TEST_P(Clicks, TypingTheLineDoesWhatTheClickDoes) {
    Session clicked(moons()), typed(moons());
    for (Session* each : {&clicked, &typed}) each->apply(Advance{3});
    clicked.apply(GetParam().command);
    EXPECT_EQ(typed.apply(engine::session::Run{GetParam().line}).error, "");
    EXPECT_EQ(clicked.state_hash(), typed.state_hash());
    EXPECT_EQ(clicked.position(), typed.position());
    EXPECT_EQ(without_address(clicked.console().back().text),
              without_address(typed.console().back().text));
    EXPECT_EQ(clicked.result_line(), typed.result_line());
    for (Session* each : {&clicked, &typed}) each->apply(Undo{});
    EXPECT_EQ(clicked.state_hash(), typed.state_hash());
}

INSTANTIATE_TEST_SUITE_P(
    All, Clicks,
    testing::Values(Click{"model.backbone.block1.eval()", set_mode("backbone.block1", false)},
                    Click{"model.train()", set_mode("", true)},
                    Click{"model.backbone.training = False", set_flag("backbone", false)},
                    Click{"model.head.requires_grad_(False)", set_requires_grad("head", false)},
                    Click{"optimizer.param_groups[0]['lr'] = 0.001", set_learning_rate(0.001)},
                    Click{"torch.set_grad_enabled(False)", set_grad_enabled(false)}));

}  // namespace
}  // namespace engine::session
